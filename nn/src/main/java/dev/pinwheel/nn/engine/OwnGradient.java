package dev.pinwheel.nn.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.global.torch;

/**
 * An operation with a derivative of our own, where LibTorch's would take too many passes over
 * memory.
 *
 * <p>LibTorch's {@code autograd.Function} has no mapping to Java. This does its work with what has
 * one: the result hangs in the graph by operations that hand a gradient on as it is and cost
 * nothing, a reshaping to the same shape for the main input and the addition of nothing to one row
 * for the parameters; hooks at both replace what is handed on. Works with {@code backward} and with
 * {@code grad}; second derivatives do not exist.
 */
public final class OwnGradient {
  /**
   * What the last hook gave. LibTorch has its own reference by the time of the next; to let ours go
   * then, not at the end of the step, keeps one gradient in memory instead of all.
   */
  private static final ThreadLocal<Tensor> HANDED_ON = new ThreadLocal<>();

  private OwnGradient() {}

  /** From the derivative by the result to those by what it was computed from. */
  @FunctionalInterface
  public interface Backward {
    /**
     * Computes the derivatives, without a graph.
     *
     * @param gradient the derivative by the result, of its shape; not to be changed
     * @return the derivative by the main input, then those by the parameters in their order, each
     *     of its tensor's shape; let go as soon as LibTorch has taken them, so not to be kept
     */
    Tensor[] apply(Tensor gradient);
  }

  /**
   * Gives a result its place in the graph.
   *
   * @param result computed without a graph, a new tensor, a matrix
   * @param input the main input, contiguous. Costs nothing if it has the result's shape, one more
   *     reading of it else
   * @param parameters further inputs; those that need no derivative are passed over, but count
   * @param backward the derivative
   * @return the result, which now requires a gradient if an input does and gradients are on
   * @throws IllegalArgumentException if the result or the main input is no matrix or is empty
   * @throws IllegalStateException if no {@link PointerScope} is open: it holds what the derivative
   *     needs until then
   */
  public static Tensor attach(
      Tensor result, Tensor input, List<Tensor> parameters, Backward backward) {
    boolean parametersNeedIt = parameters.stream().anyMatch(Tensor::requires_grad);
    if (!GradMode.is_enabled() || !(input.requires_grad() || parametersNeedIt)) {
      return result;
    }
    if (input.dim() != 2 || result.dim() != 2 || result.numel() == 0) {
      throw new IllegalArgumentException(
          "an own gradient is for a matrix with entries, not for "
              + result.dim()
              + " axes and "
              + result.numel()
              + " entries");
    }
    if (PointerScope.getInnerScope() == null) {
      throw new IllegalStateException(
          "training needs an open scope: put 'try (PointerScope scope = new PointerScope())' around"
              + " each step, forward and backward");
    }
    Tensor[] found = new Tensor[1 + parameters.size()];
    boolean sameShape = input.size(0) == result.size(0) && input.size(1) == result.size(1);
    boolean handedOn = input.requires_grad() && sameShape;
    List<Tensor> others = new ArrayList<>(parameters);
    others.add(0, handedOn ? null : input);
    Tensor row = rowOf(others, found, result);
    if (handedOn) {
      relabel(result, input.view(result.sizes()));
    }
    if (row != null) {
      result.index_add_(0, Tensors.of(new long[] {0}, 1), row);
    }
    hook(
        result,
        gradient -> {
          Tensor[] all = backward.apply(gradient);
          Arrays.setAll(found, i -> referenceOfItsOwn(all, i));
          return handedOn ? found[0] : gradient;
        });
    return result;
  }

  /** Every hook lets the one before it go, so no two may give one reference. */
  private static Tensor referenceOfItsOwn(Tensor[] all, int index) {
    boolean givenBefore = Arrays.asList(all).subList(0, index).contains(all[index]);
    return givenBefore ? new Tensor(all[index]) : all[index];
  }

  /** A row of zeros behind which the inputs stand; their hooks give what was found. */
  private static Tensor rowOf(List<Tensor> inputs, Tensor[] found, Tensor result) {
    Tensor sum = null;
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      if (input != null && input.requires_grad()) {
        int index = i;
        Tensor seen = input.view(input.sizes());
        hook(seen, ignored -> found[index]);
        Tensor one = seen.sum();
        sum = sum == null ? one : sum.add(one);
      }
    }
    if (sum == null) {
      return null;
    }
    Tensor row = torch.zeros(new long[] {1, result.size(1)}, result.options());
    // One more operation: LibTorch then sums the gradient of the row up to that of a number.
    relabel(row, sum.neg());
    return row;
  }

  /** Gives a tensor the node of another one as the operation that made it. */
  private static void relabel(Tensor tensor, Tensor other) {
    Node node = other.grad_fn();
    node.clear_input_metadata();
    torch.create_gradient_edge(tensor, node);
  }

  private static void hook(Tensor tensor, Replacement replacement) {
    tensor.register_hook(new Hook(replacement));
  }

  @FunctionalInterface
  private interface Replacement {
    Tensor of(Tensor gradient);
  }

  private static final class Hook extends TensorTensorHook {
    private final Replacement replacement;

    Hook(Replacement replacement) {
      this.replacement = replacement;
    }

    @Override
    public TensorBase call(TensorBase gradient) {
      Tensor last = HANDED_ON.get();
      if (last != null) {
        last.close();
      }
      try (NoGradGuard guard = new NoGradGuard()) {
        Tensor result = replacement.of(new Tensor(gradient));
        HANDED_ON.set(result);
        return result;
      }
    }
  }
}
