package dev.pinwheel.nn.layer;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.SampledFunctions;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Pass;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Dense filters of sums of functions: {@code (L_h k)(y, c) = Σ_j e_j(h⁻¹y) w(h⁻¹c, j)}.
 *
 * <p>Coefficients are gathered over cosets first, since there are fewer functions than taps; then a
 * product of matrices for each orientation and output field, [taps, functions] · [functions,
 * cosets·in], leaves the filters in the order in which convolutions take them.
 */
final class SummedFunctions extends FilterBank {
  private final SampledFunctions basis;
  private final KernelOperator operator;
  private final PointGroup group;
  private final Object functionsKey = new Object();

  SummedFunctions(FeatureType input, SampledFunctions basis, KernelOperator operator) {
    super(input, basis);
    this.basis = basis;
    this.operator = operator;
    this.group = input.group();
  }

  @Override
  Tensor dense(Tensor weight, Pass pass) {
    long out = weight.size(0);
    long in = input().fields();
    long h = group.order();
    long m = input().orientations();
    long j = basis.functions();
    Tensor turned =
        weight
            .view(out, in, m, j)
            .permute(2, 0, 3, 1)
            .index_select(0, pass.constant(this, () -> torch.tensor(input().cosets().sources())));
    Tensor coefficients =
        turned.view(h, m, out, j, in).permute(0, 2, 3, 1, 4).reshape(h * out, j, m * in);
    return pass.constant(functionsKey, () -> functions(out, pass)).bmm(coefficients);
  }

  /** e_j(h⁻¹y) in the format of parameters, shape [|H|·out, taps, functions]. */
  private Tensor functions(long out, Pass pass) {
    int h = group.order();
    int taps = basis.taps().points();
    int j = basis.functions();
    double[] values = new double[h * taps * j];
    for (int g = 0; g < h; g++) {
      for (int f = 0; f < j; f++) {
        double[] function = basis.turned(g, f);
        for (int y = 0; y < taps; y++) {
          values[(g * taps + y) * j + f] = function[operator.tap(y, taps)];
        }
      }
    }
    return Tensors.of(values, h, 1, taps, j)
        .to(pass.precision().masterType())
        .expand(h, out, taps, j)
        .reshape(h * out, taps, j);
  }
}
