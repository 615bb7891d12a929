package dev.pinwheel.benchmarks.reference;

import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * One of Pinwheel's nets over lifting and group correlations, in plain LibTorch. In the form {@link
 * Form#EXPANDED} it starts with the same numbers and computes the same function.
 */
public final class ReferenceNet implements AutoCloseable {
  private final Numbers numbers;
  private final Step root;

  private ReferenceNet(Numbers numbers, Step root) {
    this.numbers = numbers;
    this.root = root;
  }

  /**
   * Translates a model.
   *
   * @param model the model, whose numbers are copied in its precision
   * @param form the same function, or an ordinary net
   * @param dropout the probability in all dropout layers; without any it does not matter
   * @return the net, on the CPU
   * @throws IllegalArgumentException if the model has a layer that is not translated
   */
  public static ReferenceNet of(Model model, Form form, double dropout) {
    List<Layer> layers =
        model.net().sites().stream()
            .filter(site -> site.name().indexOf('.') < 0)
            .map(LayerSite::layer)
            .toList();
    Numbers numbers = new Numbers(model.weights());
    try (PointerScope scope = new PointerScope()) {
      return new ReferenceNet(numbers, new ReferenceSteps(numbers, form, dropout).chain(layers));
    }
  }

  /**
   * Computes the net.
   *
   * @param x shape [images, channels, height, width], contiguous
   * @param mode training keeps statistics of the batch and drops out
   * @return shape [images, channels′, height′, width′], channel = field·|H| + orientation
   */
  public Tensor forward(Tensor x, Mode mode) {
    return root.apply(x, mode);
  }

  /**
   * What gradients are computed for.
   *
   * @return in the order of the model's parameters
   */
  public List<Tensor> trainable() {
    return Collections.unmodifiableList(numbers.trainable());
  }

  /** Forgets the gradients. */
  public void clearGradients() {
    numbers.trainable().forEach(tensor -> tensor.mutable_grad().reset());
  }

  @Override
  public void close() {
    numbers.close();
  }
}
