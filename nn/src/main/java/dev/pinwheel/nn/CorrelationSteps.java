package dev.pinwheel.nn;

import dev.pinwheel.group.ScaleAxis;
import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.HermiteKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Bias;
import dev.pinwheel.nn.layer.FieldCorrelation;
import dev.pinwheel.nn.layer.FilterInitialisation;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.KernelOperator;
import dev.pinwheel.nn.layer.LiftingCorrelation;
import dev.pinwheel.nn.layer.Plain;
import dev.pinwheel.nn.layer.ScaleCorrelation;
import dev.pinwheel.nn.layer.ScaleLifting;
import dev.pinwheel.nn.layer.SeparableCorrelation;
import dev.pinwheel.nn.layer.TransposedGroupCorrelation;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Window;
import java.util.function.Function;

/**
 * The correlations among a builder's steps, and how they are made: how their filters start, and
 * what their kernels are sums of.
 */
abstract class CorrelationSteps {
  private FilterInitialisation start = FilterInitialisation.HE;
  private KernelFamily family = new GridKernels();

  /**
   * Appends any layer.
   *
   * @param make makes the layer from the type so far
   * @return the builder
   */
  abstract NetBuilder then(Function<FeatureType, ? extends Layer> make);

  abstract NetBuilder self();

  final FilterInitialisation start() {
    return start;
  }

  final KernelFamily family() {
    return family;
  }

  /**
   * Lifts images to the group, kernel without padding; see {@link LiftingCorrelation}.
   *
   * @param fields regular fields of the output
   * @param kernel taps along each axis
   * @return this builder
   */
  public final NetBuilder lifting(int fields, int kernel) {
    return lifting(fields, Window.of(kernel));
  }

  /**
   * Lifts images to the group; see {@link LiftingCorrelation}.
   *
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @return this builder
   */
  public final NetBuilder lifting(int fields, Window window) {
    return then(t -> new LiftingCorrelation(t, fields, window, Bias.PER_FIELD, start, family));
  }

  /**
   * Correlates over the group, kernel without padding; see {@link GroupCorrelation}.
   *
   * @param fields regular fields of the output
   * @param kernel taps along each axis
   * @return this builder
   */
  public final NetBuilder groupCorrelation(int fields, int kernel) {
    return groupCorrelation(fields, Window.of(kernel));
  }

  /**
   * Correlates over the group; see {@link GroupCorrelation}.
   *
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @return this builder
   */
  public final NetBuilder groupCorrelation(int fields, Window window) {
    return then(t -> new GroupCorrelation(t, fields, window, Bias.PER_FIELD, start, family));
  }

  /**
   * Correlates to fields of any kinds, kernel without padding; see {@link FieldCorrelation}.
   *
   * @param output a type of the net's group, such as {@code FeatureType.parse("C16: 5 regular + 2
   *     quotient(C8) + 4 trivial")}
   * @param kernel taps along each axis
   * @return this builder
   */
  public final NetBuilder fieldCorrelation(FeatureType output, int kernel) {
    return fieldCorrelation(output, Window.of(kernel));
  }

  /**
   * Correlates to fields of any kinds; see {@link FieldCorrelation}.
   *
   * @param output a type of the net's group
   * @param window kernel, stride, padding, dilation
   * @return this builder
   */
  public final NetBuilder fieldCorrelation(FeatureType output, Window window) {
    return then(t -> new FieldCorrelation(t, output, window, Bias.PER_FIELD, start, family));
  }

  /**
   * The adjoint of a strided correlation over the group; see {@link TransposedGroupCorrelation}.
   *
   * @param fields regular fields of the output
   * @param spread the correlation's window; kernel 2 and stride 2 double the size
   * @return this builder
   */
  public final NetBuilder transposedGroupCorrelation(int fields, Window spread) {
    return then(
        t -> new TransposedGroupCorrelation(t, fields, spread, Bias.PER_FIELD, start, family));
  }

  /**
   * Correlates over the group and then over space, kernel without padding; see {@link
   * SeparableCorrelation}.
   *
   * @param fields regular fields of the output
   * @param kernel taps along each axis
   * @return this builder
   */
  public final NetBuilder separableCorrelation(int fields, int kernel) {
    return separableCorrelation(fields, Window.of(kernel));
  }

  /**
   * Correlates over the group and then over space; see {@link SeparableCorrelation}.
   *
   * @param fields regular fields of the output
   * @param window kernel, stride, padding, dilation
   * @return this builder
   */
  public final NetBuilder separableCorrelation(int fields, Window window) {
    return then(t -> new SeparableCorrelation(t, fields, window, Bias.PER_FIELD, start, family));
  }

  /**
   * A plain correlation, for nets over C1; see {@link Plain}.
   *
   * @param channels channels of the output
   * @param kernel taps along each axis
   * @return this builder
   */
  public final NetBuilder correlation(int channels, int kernel) {
    return correlation(channels, Window.of(kernel));
  }

  /**
   * A plain correlation, for nets over C1; see {@link Plain}.
   *
   * @param channels channels of the output
   * @param window kernel, stride, padding, dilation
   * @return this builder
   */
  public final NetBuilder correlation(int channels, Window window) {
    return then(
        t -> new Plain(t, channels, window, KernelOperator.CORRELATION, Bias.PER_FIELD, start));
  }

  /**
   * Lifts images to scales; see {@link ScaleLifting}.
   *
   * @param fields regular fields of the output
   * @param axis the scales
   * @param kernels what kernels are sums of
   * @return this builder
   */
  public final NetBuilder scaleLifting(int fields, ScaleAxis axis, HermiteKernels kernels) {
    return then(t -> new ScaleLifting(t, fields, axis, kernels, Bias.PER_FIELD, start));
  }

  /**
   * Correlates over space and scales; see {@link ScaleCorrelation}.
   *
   * @param fields regular fields of the output
   * @param axis the scales
   * @param depth how many scales an output looks at
   * @param kernels what kernels are sums of
   * @return this builder
   */
  public final NetBuilder scaleCorrelation(
      int fields, ScaleAxis axis, int depth, HermiteKernels kernels) {
    return then(t -> new ScaleCorrelation(t, fields, axis, depth, kernels, Bias.PER_FIELD, start));
  }

  /**
   * Says how wide the filters of the correlations that follow are spread at the start; {@link
   * FilterInitialisation#HE} unless this is called.
   *
   * @param newStart the rule
   * @return this builder
   */
  public final NetBuilder filters(FilterInitialisation newStart) {
    this.start = newStart;
    return self();
  }

  /**
   * Says what the kernels of the liftings and group correlations that follow are sums of; {@link
   * GridKernels} unless this is called, which have C1, C2, C4, D1, D2 and D4 only.
   *
   * @param newFamily the family
   * @return this builder
   */
  public final NetBuilder kernels(KernelFamily newFamily) {
    this.family = newFamily;
    return self();
  }
}
