package dev.pinwheel.nn.check;

import dev.pinwheel.group.Embedding;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Measures how equivariant a model is: {@code Φ(L_g f)} against {@code L_g Φ(f)} for all elements g
 * of a group, for each layer on its own true input and for the net as a whole, for values and, if
 * wanted, for the derivatives by input and parameters.
 *
 * <p>Derivatives are measured at generic points, where they exist: images are blurred by noise of
 * half a grey level, a layer's input by a tenth of its size. At exact ties of a maximum, as on a
 * constant background, there is no derivative, only a choice of one.
 *
 * <p>The elements are those of the group that map the pixel grid onto itself ({@link
 * PointGroup#gridSubgroup}): all of C4 or D4, C4 of C8 and C16, D4 of D8. Under the others, such as
 * the rotation by 45°, no net on pixels is exact.
 *
 * <p>The model is not changed; the check works on a copy in its own precision.
 */
public final class EquivarianceCheck {
  private final Model model;
  private PointGroup group;
  private Precision precision = Precision.FLOAT64;
  private double tolerance;
  private float[] pixels = new float[0];
  private int randomImages = 8;
  private long seed = 1;
  private Mode mode = Mode.INFERENCE;
  private Derivatives derivatives = Derivatives.INCLUDED;

  /** Whether derivatives are measured too. */
  public enum Derivatives {
    /** Values and derivatives. */
    INCLUDED,
    /** Values only. */
    LEFT_OUT
  }

  private EquivarianceCheck(Model model) {
    this.model = model;
    this.group = model.net().commonGroup();
  }

  /**
   * Starts a check of a model over {@link dev.pinwheel.nn.Net#commonGroup}, in float64, on 8 random
   * images.
   *
   * @param model the model, trained or not; a single layer by {@link dev.pinwheel.nn.Net#of}
   * @return the check, to be refined and run
   */
  public static EquivarianceCheck of(Model model) {
    return new EquivarianceCheck(model);
  }

  /**
   * Another group than the net's own; layers on whose features it does not act are passed over.
   *
   * @param newGroup a group, of which the elements are checked that map pixel grids onto themselves
   * @return this check
   * @throws IllegalArgumentException if that leaves nothing but the identity to check
   */
  public EquivarianceCheck group(PointGroup newGroup) {
    boolean own =
        newGroup.equals(model.net().group()) || newGroup.equals(model.net().commonGroup());
    this.group = own ? newGroup : FunctionCheck.requireOnGrid(newGroup);
    return this;
  }

  /**
   * Another precision.
   *
   * @param newPrecision of every number in the check, float32 or float64
   * @return this check
   * @throws IllegalArgumentException if the precision is too low for a proof
   */
  public EquivarianceCheck precision(Precision newPrecision) {
    if (!Precision.ofCertificates().contains(newPrecision)) {
      throw new IllegalArgumentException(
          newPrecision
              + " has too few digits to prove anything: check in float64 or float32, which the"
              + " model's numbers fit");
    }
    this.precision = newPrecision;
    return this;
  }

  /**
   * Another tolerance than 10⁻¹² in float64 and 10⁻⁵ in float32.
   *
   * @param newTolerance the largest relative error that passes
   * @return this check
   */
  public EquivarianceCheck tolerance(double newTolerance) {
    this.tolerance = newTolerance;
    return this;
  }

  /**
   * Real images, in place of random ones.
   *
   * @param newPixels as {@link Model#images} takes them
   * @return this check
   */
  public EquivarianceCheck images(float[] newPixels) {
    this.pixels = newPixels.clone();
    return this;
  }

  /**
   * Random inputs, normal with variance 1.
   *
   * @param images how many
   * @param newSeed the same seed gives the same inputs
   * @return this check
   * @throws IllegalArgumentException if there is none
   */
  public EquivarianceCheck random(int images, long newSeed) {
    if (images < 1) {
      throw new IllegalArgumentException("a check needs at least 1 image, not " + images);
    }
    this.randomImages = images;
    this.pixels = new float[0];
    this.seed = newSeed;
    return this;
  }

  /**
   * Another mode than inference.
   *
   * @param newMode inference, or calibration for batch norm on the batch's own statistics
   * @return this check
   * @throws IllegalArgumentException for training, in which dropout differs from pass to pass
   */
  public EquivarianceCheck mode(Mode newMode) {
    if (newMode == Mode.TRAINING) {
      throw new IllegalArgumentException(
          "a check needs a fixed function: use INFERENCE, or CALIBRATION for batch statistics");
    }
    this.mode = newMode;
    return this;
  }

  /**
   * With or without derivatives.
   *
   * @param newDerivatives included or left out
   * @return this check
   */
  public EquivarianceCheck derivatives(Derivatives newDerivatives) {
    this.derivatives = newDerivatives;
    return this;
  }

  /**
   * Runs the check.
   *
   * @return what was measured
   * @throws SizeRuleException if the group does not map the net's images onto themselves
   */
  public EquivarianceReport run() {
    PointGroup exact = FunctionCheck.onGrid(group, model.net().inputSize());
    double limit = tolerance > 0 ? tolerance : precision == Precision.FLOAT64 ? 1e-12 : 1e-5;
    try (PointerScope scope = new PointerScope();
        Model copy = model.to(precision, model.weights().device())) {
      Probe probe = new Probe(copy, exact, mode, seed);
      FeatureMap x =
          pixels.length > 0
              ? copy.images(pixels)
              : probe.random(copy.net().input(), randomImages, copy.net().inputSize());
      Map<Layer, FeatureMap> inputs = probe.record(x);
      boolean wanted = derivatives == Derivatives.INCLUDED;
      List<LayerError> layers = new ArrayList<>();
      for (LayerSite site : copy.net().sites()) {
        FeatureMap in = inputs.get(site.layer());
        boolean asked = !site.isInduced() || isKnownTo(site.layer(), exact);
        List<Double> values =
            asked ? values(probe, site.layer()::apply, in, site.layer().output()) : List.of();
        List<Double> gradients =
            asked && wanted
                ? NetGradients.measure(probe, model, site.layer(), in).errors()
                : List.of();
        layers.add(new LayerError(site.name(), site.layer().toString(), values, gradients));
      }
      List<Double> whole = values(probe, copy.net()::apply, x, copy.net().output());
      NetGradients netGradients =
          wanted ? NetGradients.measure(probe, model, x) : new NetGradients(List.of(), 0);
      LayerError net =
          new LayerError(
              "net",
              "'" + copy.net().input() + "' → '" + copy.net().output() + "'",
              whole,
              netGradients.errors());
      return new EquivarianceReport(
          exact, group, precision, limit, (int) x.batch(), netGradients.images(), layers, net);
    }
  }

  /** Whether a layer is built for all of the group. */
  private static boolean isKnownTo(Layer layer, PointGroup group) {
    return Embedding.common(group, layer.input().group()).order() == group.order();
  }

  private static List<Double> values(
      Probe probe,
      java.util.function.BiFunction<FeatureMap, dev.pinwheel.nn.module.Pass, FeatureMap> phi,
      FeatureMap x,
      dev.pinwheel.nn.feature.FeatureType output) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return probe.values(phi, x, output);
    }
  }
}
