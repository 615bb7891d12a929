package dev.pinwheel.nn.check.angle;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import java.util.function.BiConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * Measures how equivariant a model is over continuous angles: {@code Φ(L_θ f)} against {@code L_θ
 * Φ(f)} for the net and for every layer's output, in float64.
 *
 * <p>f is a smooth image, L<sub>θ</sub>f its formula turned and sampled anew. L<sub>θ</sub> on the
 * right is a quintic spline, and on the values at a pixel the action of an element, or between
 * elements its trigonometric interpolation over the group's rotations: vectors of an irreducible
 * field turn by their frequency times the angle. Maps are compared inside a disc; maps of one
 * pixel, such as scores, as they are. Errors are ‖a − b‖ / max(‖a‖, ‖b‖), image by image.
 *
 * <p>The error at a layer is that of its output, <i>from the image on</i>: off the grid nobody can
 * turn a layer's input exactly, so errors of the layers before it are in it. It is not the error
 * that the layer adds, which {@link dev.pinwheel.nn.check.EquivarianceCheck} measures for the turns
 * that are exact.
 *
 * <p>The disc's radius is half the map's size less a margin, which keeps away from the border,
 * where padding and the spline's continuation are seen. The margin is given in pixels of the image;
 * on a map of another size it is in proportion.
 */
public final class EquivarianceCurve {
  /** How many turned images are computed together; the numbers do not depend on it. */
  private static final int TOGETHER = 8;

  private static final int IMAGES = 6;

  private final Model model;
  private Angles angles = Angles.parse("0:360:5");
  private SmoothImages images;
  private int count = IMAGES;
  private double margin;
  private Layers layers = Layers.INCLUDED;
  private Runnable listener = () -> {};

  /** Whether the layers' outputs are compared too. */
  public enum Layers {
    /** The net's output and every layer's. */
    INCLUDED,
    /** The net's output alone, which is faster. */
    LEFT_OUT
  }

  private EquivarianceCurve(Model model) {
    int[] size = model.net().inputSize();
    if (size.length != 2) {
      throw new IllegalArgumentException(
          "only images can be turned by any angle, and this net takes maps of "
              + Sizes.format(size)
              + ": use the exact check");
    }
    this.model = model;
    this.images = SmoothImages.of(model.net().input().fields(), size[0], size[1], 1);
    this.margin = Math.min(size[0], size[1]) / 10.0;
  }

  /**
   * Starts a measurement: from 0 to 360 degrees in steps of 5, on 6 images of {@link
   * SmoothImages#of}, with a margin of a tenth of the image's size.
   *
   * @param model the model, trained or not
   * @return the measurement, to be refined and run
   * @throws IllegalArgumentException if the net does not take images of two axes
   */
  public static EquivarianceCurve of(Model model) {
    return new EquivarianceCurve(model);
  }

  /**
   * Other angles.
   *
   * @param newAngles the angles
   * @return this measurement
   */
  public EquivarianceCurve angles(Angles newAngles) {
    this.angles = newAngles;
    return this;
  }

  /**
   * Other images.
   *
   * @param newImages of the net's channels and size
   * @param newCount how many of them are turned
   * @return this measurement
   * @throws IllegalArgumentException if they have other channels or another size, or there is none
   */
  public EquivarianceCurve images(SmoothImages newImages, int newCount) {
    if (newCount < 1) {
      throw new IllegalArgumentException("a curve needs at least 1 image, not " + newCount);
    }
    if (newImages.channels() != images.channels()
        || newImages.height() != images.height()
        || newImages.width() != images.width()) {
      throw new IllegalArgumentException(
          "images of "
              + newImages.channels()
              + "×"
              + Sizes.format(newImages.height(), newImages.width())
              + " do not fit the net: it takes "
              + images.channels()
              + "×"
              + Sizes.format(images.height(), images.width()));
    }
    this.images = newImages;
    this.count = newCount;
    return this;
  }

  /**
   * Another number of images, or other ones of the same sort.
   *
   * @param newCount how many are turned
   * @param seed the same seed gives the same images
   * @return this measurement
   * @throws IllegalArgumentException if there is none
   */
  public EquivarianceCurve images(int newCount, long seed) {
    return images(
        SmoothImages.of(images.channels(), images.height(), images.width(), seed), newCount);
  }

  /**
   * Another margin.
   *
   * @param pixels how far inside the image's inscribed circle the disc ends; on a map of another
   *     size, as much in proportion
   * @return this measurement
   * @throws IllegalArgumentException if it is negative or leaves nothing of the image
   */
  public EquivarianceCurve margin(double pixels) {
    double half = Math.min(images.height(), images.width()) / 2.0;
    if (!(pixels >= 0 && pixels < half)) {
      throw new IllegalArgumentException(
          "a margin of " + pixels + " pixels leaves no disc: give one of 0 to less than " + half);
    }
    this.margin = pixels;
    return this;
  }

  /**
   * With or without the layers' outputs.
   *
   * @param newLayers included or left out
   * @return this measurement
   */
  public EquivarianceCurve layers(Layers newLayers) {
    this.layers = newLayers;
    return this;
  }

  /**
   * Somebody to tell of the progress.
   *
   * @param newListener called once per image and angle
   * @return this measurement
   */
  public EquivarianceCurve listener(Runnable newListener) {
    this.listener = newListener;
    return this;
  }

  /**
   * Runs the measurement.
   *
   * @return what was measured
   */
  public CurveReport run() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model copy = model.to(Precision.FLOAT64, model.weights().device())) {
      ErrorTable table = new ErrorTable(copy.net(), layers, angles.degrees().size(), count);
      for (int image = 0; image < count; image++) {
        measure(copy, image, table);
      }
      return new CurveReport(
          copy.net().group(), images, count, margin, angles.degrees(), table.layers(), table.net());
    }
  }

  private void measure(Model copy, int image, ErrorTable table) {
    List<Double> all = angles.degrees();
    TurnedOutputs expected = new TurnedOutputs(margin / Math.min(images.height(), images.width()));
    watched(copy, image, List.of(0.0), table, expected::record);
    for (int from = 0; from < all.size(); from += TOGETHER) {
      int start = from;
      List<Double> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
      watched(
          copy,
          image,
          some,
          table,
          (name, map) -> {
            double[] errors = expected.errors(name, map, some);
            for (int i = 0; i < errors.length; i++) {
              table.put(name, start + i, image, errors[i]);
            }
          });
      some.forEach(angle -> listener.run());
    }
  }

  /** Computes the net on one image turned by some angles, and shows the outputs by name. */
  private void watched(
      Model copy,
      int image,
      List<Double> some,
      ErrorTable table,
      BiConsumer<String, FeatureMap> observer) {
    int each = images.channels() * images.height() * images.width();
    double[] pixels = new double[some.size() * each];
    for (int i = 0; i < some.size(); i++) {
      System.arraycopy(images.image(image, some.get(i)), 0, pixels, i * each, each);
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor batch =
          Tensors.of(pixels, some.size(), images.channels(), images.height(), images.width())
              .to(copy.weights().device().handle(), copy.weights().precision().scalarType());
      FeatureMap x = FeatureMap.ofImages(copy.net().input(), batch);
      Pass pass = Pass.inference(copy.weights());
      if (layers == Layers.INCLUDED) {
        pass =
            pass.observedBy(
                (layer, in, out) ->
                    table.name(layer).ifPresent(name -> observer.accept(name, out)));
      }
      observer.accept(ErrorTable.NET, copy.net().apply(x, pass));
    }
  }
}
