package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.KernelBasis;
import dev.pinwheel.group.kernel.SampledFunctions;
import dev.pinwheel.group.kernel.TapPermutations;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Pass;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Makes the dense filters of a plain correlation from the free coefficients of a kernel.
 *
 * <p>A kernel is {@code k(y, c) = Σ_j w(c, j) e_j(y)} on taps and input cosets. The dense filter
 * for output orientation h is {@code (L_h k)(y, c) = Σ_j w(h⁻¹c, j) e_j(h⁻¹y)}.
 */
abstract sealed class FilterBank permits PermutedTaps, SummedFunctions {
  private final FeatureType input;
  private final KernelBasis basis;

  FilterBank(FeatureType input, KernelBasis basis) {
    this.input = input;
    this.basis = basis;
  }

  /** The bank that suits the basis: a gather where the group permutes taps, sums elsewhere. */
  static FilterBank of(FeatureType input, KernelBasis basis, KernelOperator operator) {
    if (basis instanceof TapPermutations taps) {
      return new PermutedTaps(input, taps, operator);
    }
    return new SummedFunctions(input, (SampledFunctions) basis, operator);
  }

  /** The type of what is correlated. */
  final FeatureType input() {
    return input;
  }

  /** Numbers in one free filter: input cosets × functions. */
  final int filterSize() {
    return Math.multiplyExact(input.orientations(), basis.functions());
  }

  /**
   * Dense filters, channels last in memory: from coefficients [out, in, cosets·functions] to
   * [|H|·out, cosets·in, kernel axes…], channels and outputs group-major. Differentiable.
   *
   * @param weight the coefficients
   * @param pass the pass
   * @param format the filters' format
   */
  Tensor expand(Tensor weight, Pass pass, ScalarType format) {
    Tensor filters = channelsLast(weight, pass);
    return Tensors.has(filters, format) ? filters : filters.to(format);
  }

  private Tensor channelsLast(Tensor weight, Pass pass) {
    return DenseCorrelation.channelsLast(
        dense(weight, pass),
        input.group().order() * weight.size(0),
        input.channels(),
        basis.taps().size(0),
        input.group().dimension());
  }

  /** The same numbers in the order [orientation][output field][tap][coset][input field]. */
  abstract Tensor dense(Tensor weight, Pass pass);
}
