package dev.pinwheel.nn.module;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.List;
import java.util.Optional;

/**
 * An operator Φ between feature maps, meant to satisfy {@code Φ ∘ L_g = L_g ∘ Φ} for every element
 * g of its types' group.
 *
 * <p>Subclasses are immutable: they know types, parameters' shapes and the size formula. A layer of
 * one's own needs {@link #kind}, {@link #forward}, and whichever of the others is not the default.
 */
public abstract class Layer {
  private final FeatureType input;
  private final FeatureType output;

  /**
   * Fixes the types.
   *
   * @param input what the layer takes
   * @param output what it gives
   */
  protected Layer(FeatureType input, FeatureType output) {
    this.input = input;
    this.output = output;
  }

  /**
   * What the layer takes.
   *
   * @return the type
   */
  public final FeatureType input() {
    return input;
  }

  /**
   * What the layer gives.
   *
   * @return the type
   */
  public final FeatureType output() {
    return output;
  }

  /**
   * The layer's sort, as names are made of it.
   *
   * @return for example {@code groupCorrelation}
   */
  public abstract String kind();

  /**
   * Whether the output for an image depends on the other images of the batch, in another way than
   * by sums over {@link BatchPart}. A net with such a layer is trained on batches that are not
   * split.
   *
   * @return false for every layer of Pinwheel
   */
  public boolean mixesImages() {
    return false;
  }

  /**
   * The layer's own parameters, without its children's.
   *
   * @return in the order in which they are saved
   */
  public List<Parameter> parameters() {
    return List.of();
  }

  /**
   * The layers this one is made of.
   *
   * @return in the order in which they are applied; empty for most
   */
  public List<Layer> children() {
    return List.of();
  }

  /**
   * The window that slides over the map, if there is one; the size rule is about it.
   *
   * @return the window
   */
  public Optional<Window> window() {
    return Optional.empty();
  }

  /**
   * The size formula; by default the window's, or the size itself.
   *
   * @param size the input's spatial size
   * @return the output's
   * @throws IllegalArgumentException if the layer cannot take the size
   */
  public int[] outputSize(int... size) {
    int[] result = size.clone();
    window().ifPresent(w -> java.util.Arrays.setAll(result, axis -> w.outputSize(size[axis])));
    return result;
  }

  /**
   * The multiplications with weights for one image, as papers count them; 0 for layers without.
   *
   * @param size the input's spatial size
   * @return the number of multiply-adds
   */
  public long multiplyAdds(int... size) {
    return 0;
  }

  /**
   * What distinguishes this layer from others of its kind, for tables.
   *
   * @return for example {@code kernel 3 stride 2}; may be empty
   */
  public String detail() {
    return window().map(Window::toString).orElse("");
  }

  /**
   * Computes the layer.
   *
   * @param x a map of the input type
   * @param pass mode, numbers, random bits
   * @return a map of the output type
   */
  protected abstract FeatureMap forward(FeatureMap x, Pass pass);

  /**
   * Writes down what {@link #forward} computes in inference, by plain operators; exported files are
   * made of it. Parts are described by {@link Description#apply}.
   *
   * @param x the input, shape [channels, spatial axes…], channels group-major
   * @param to what this becomes a part of; knows the numbers
   * @return the output, likewise
   * @throws UndescribedLayerException if nobody wrote it down, which is the default
   */
  protected Value describe(Value x, Description to) {
    throw new UndescribedLayerException(this);
  }

  /**
   * Applies the layer.
   *
   * @param x a map of the input type
   * @param pass mode, numbers, random bits
   * @return a map of the output type
   * @throws FeatureTypeException if the map has another type
   */
  public final FeatureMap apply(FeatureMap x, Pass pass) {
    if (!x.type().equals(input)) {
      throw new FeatureTypeException(
          kind() + " takes '" + input + "' and was given '" + x.type() + "'");
    }
    FeatureMap y = forward(x, pass).inFormat(x.channels().scalar_type());
    pass.report(this, x, y);
    return y;
  }

  @Override
  public String toString() {
    String detail = detail();
    return kind() + (detail.isEmpty() ? "" : " " + detail) + " '" + input + "' → '" + output + "'";
  }
}
