package dev.pinwheel.nn.engine;

import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Edge;
import org.bytedeco.pytorch.FunctionPostHook;
import org.bytedeco.pytorch.FunctionPreHook;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Node;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * An operation with a derivative of our own, where LibTorch's would take too many passes over
 * memory.
 *
 * <p>LibTorch's {@code autograd.Function} has no mapping to Java. This does its work with what has
 * one: the result gets a node of the graph that stood for the joining of single numbers, which is
 * made to lead to the inputs instead; a hook before it takes the gradient away, so that the node
 * itself computes nothing, and one after it gives the derivatives. Works with {@code backward} and
 * with {@code grad}; second derivatives do not exist.
 */
public final class OwnGradient {
  /** A number in an input's place. */
  private static final Tensor WANTED = Tensors.keep(torch.ones(new long[] {1}));

  private static final Tensor NOT_WANTED = Tensors.keep(torch.ones(new long[] {1}));

  /** One gradient that isn't there. */
  private static final TensorVector NOTHING = new TensorVector(1).<TensorVector>retainReference();

  static {
    WANTED.set_requires_grad(true);
  }

  /**
   * What the last hook gave. LibTorch has its own references by the time of the next; to let ours
   * go then, not at the end of the step, keeps one gradient in memory instead of all.
   */
  private static final ThreadLocal<TensorVector> HANDED_ON = new ThreadLocal<>();

  private OwnGradient() {}

  /** From the derivative by the result to those by what it was computed from. */
  @FunctionalInterface
  public interface Backward {
    /**
     * Computes the derivatives, without a graph and in a scope of their own.
     *
     * @param gradient the derivative by the result, of its shape; not to be changed
     * @return the derivatives by the inputs in their order, each of its input's shape and format;
     *     null where none is wanted
     */
    Tensor[] apply(Tensor gradient);
  }

  /**
   * Gives a result its place in the graph.
   *
   * @param result computed without a graph, a new tensor and no view of another
   * @param inputs what it was computed from; those that need no derivative count, too
   * @param backward the derivative. An {@link IllegalStateException} if it gives another number of
   *     tensors, or one of another size or format than its input's.
   * @return the result, which now requires a gradient if an input does and gradients are on
   * @throws IllegalStateException if no {@link PointerScope} is open: it holds what the derivative
   *     needs until then
   */
  public static Tensor attach(Tensor result, List<Tensor> inputs, Backward backward) {
    if (!GradMode.is_enabled() || inputs.stream().noneMatch(Tensor::requires_grad)) {
      return result;
    }
    if (PointerScope.getInnerScope() == null) {
      throw new IllegalStateException(
          "training needs an open scope: put 'try (PointerScope scope = new PointerScope())' around"
              + " each step, forward and backward");
    }
    Node node = nodeAfter(inputs);
    // The scope holds the hooks, of which LibTorch has the native halves only.
    Derivatives derivatives = forgotten(new Derivatives(inputs, backward));
    node.add_pre_hook(derivatives);
    node.add_post_hook(forgotten(new HandOn(derivatives)));
    node.clear_input_metadata();
    torch.create_gradient_edge(result, node);
    return result;
  }

  /**
   * Takes a hook from JavaCPP's list of what is to be freed. A node that takes the hook over enters
   * what is left of it anew, which the scope frees; the first entry would wait for the garbage
   * collector.
   */
  private static <H extends Pointer> H forgotten(H hook) {
    hook.deallocate(false);
    return hook;
  }

  /** A node with an edge to each input that needs a derivative. */
  private static Node nodeAfter(List<Tensor> inputs) {
    TensorVector joined = new TensorVector(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      joined.put(i, !input.requires_grad() ? NOT_WANTED : isJoined(input) ? input : WANTED);
    }
    Node node = torch.cat(joined, 0).grad_fn();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = inputs.get(i);
      if (input.requires_grad() && !isJoined(input)) {
        Tensor source = input.is_leaf() ? input.view(input.sizes()) : input;
        node.set_next_edge(i, new Edge(source.grad_fn(), (int) source.output_nr()));
      }
    }
    return node;
  }

  /** Whether the edge to an input may come of itself: a parameter with a number per field. */
  private static boolean isJoined(Tensor input) {
    return input.is_leaf() && input.dim() == 1 && input.is_cpu();
  }

  /** Takes the gradient and computes the derivatives. */
  private static final class Derivatives extends FunctionPreHook {
    private final List<Tensor> inputs;
    private final Backward backward;
    private TensorVector found;

    Derivatives(List<Tensor> inputs, Backward backward) {
      this.inputs = List.copyOf(inputs);
      this.backward = backward;
    }

    @Override
    public TensorVector apply(TensorVector gradients) {
      TensorVector last = HANDED_ON.get();
      if (last != null) {
        last.close();
      }
      found = new TensorVector(inputs.size());
      HANDED_ON.set(found);
      try (NoGradGuard guard = new NoGradGuard();
          PointerScope scope = new PointerScope()) {
        put(backward.apply(gradients.get(0)));
      }
      return NOTHING;
    }

    private void put(Tensor[] derivatives) {
      if (derivatives.length != inputs.size()) {
        throw new IllegalStateException(
            derivatives.length + " derivatives by " + inputs.size() + " inputs");
      }
      for (int i = 0; i < derivatives.length; i++) {
        Tensor input = inputs.get(i);
        if (input.requires_grad()) {
          requireFits(derivatives[i], input);
          found.put(i, derivatives[i]);
        }
      }
    }

    private static void requireFits(Tensor derivative, Tensor input) {
      if (derivative.numel() != input.numel()
          || derivative.scalar_type().value != input.scalar_type().value) {
        throw new IllegalStateException(
            "a derivative of "
                + derivative.numel()
                + " numbers in "
                + derivative.scalar_type()
                + " by an input of "
                + input.numel()
                + " in "
                + input.scalar_type());
      }
    }
  }

  /** Gives what was found, instead of the nothing that the node made of nothing. */
  private static final class HandOn extends FunctionPostHook {
    private final Derivatives derivatives;

    HandOn(Derivatives derivatives) {
      this.derivatives = derivatives;
    }

    @Override
    public TensorVector apply(TensorVector outputs, TensorVector inputs) {
      return derivatives.found;
    }
  }
}
