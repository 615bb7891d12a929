package dev.pinwheel.nn.layer;

import dev.pinwheel.group.kernel.EquivariantKernels;
import dev.pinwheel.group.kernel.KernelBasis;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import org.bytedeco.pytorch.Tensor;

/**
 * The block of dense filters from one kind of fields to another, {@code Σ_p w(o, i, p) K_p(y)} over
 * the kernels that there are for the two kinds.
 *
 * <p>To regular fields from fields on cosets this is {@link FilterBank}'s, which needs no table.
 */
final class PairBank {
  private final FeatureType input;
  private final FeatureType output;
  private final KernelBasis basis;
  private final FilterBank bank;
  private final EquivariantKernels kernels;

  PairBank(FeatureType input, FeatureType output, KernelBasis basis) {
    this.input = input;
    this.output = output;
    this.basis = basis;
    boolean gathers = input.isPermuted() && output.isRegular();
    this.bank = gathers ? FilterBank.of(input, basis, KernelOperator.CORRELATION) : null;
    this.kernels =
        gathers ? null : EquivariantKernels.of(basis, input.fieldKind(), output.fieldKind());
  }

  /** Free parameters for each pair of fields. */
  int count() {
    return bank == null ? kernels.count() : bank.filterSize();
  }

  /**
   * Dense filters [output channels, taps, input channels] from coefficients, where there are any,
   * [output fields, input fields, count].
   */
  Tensor expand(Parameter weight, Pass pass) {
    long taps = basis.taps().points();
    if (bank != null) {
      return bank.dense(pass.get(weight), pass).view(output.channels(), taps, input.channels());
    }
    long rho = output.orientations();
    long sigma = input.orientations();
    long in = input.fields();
    long out = output.fields();
    return pass.get(weight)
        .view(out * in, count())
        .mm(pass.constant(this, () -> table(pass)))
        .view(out, in, rho, sigma, taps)
        .permute(2, 0, 4, 3, 1)
        .reshape(rho * out, taps, sigma * in);
  }

  /** All kernels, a row each, in the format of parameters. */
  private Tensor table(Pass pass) {
    double[] values = new double[Math.multiplyExact(kernels.count(), kernels.size())];
    for (int p = 0; p < kernels.count(); p++) {
      System.arraycopy(kernels.kernel(p), 0, values, p * kernels.size(), kernels.size());
    }
    return Tensors.of(values, kernels.count(), kernels.size()).to(pass.precision().masterType());
  }
}
