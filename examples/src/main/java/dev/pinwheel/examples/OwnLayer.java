package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Elementwise;
import dev.pinwheel.nn.dense.Statistic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adds a layer of one's own, and lets the check tell a right one from a wrong one.
 *
 * <p>{@code y(x, h) = γ f(x, h) / √(mean over h′ of f(x, h′)² + 10⁻⁵)}: the mean does not care in
 * which order orientations come, so turning the image turns y. One γ per field keeps that true; one
 * per orientation does not.
 */
public final class OwnLayer extends Layer {
  private final Parameter gain;

  private OwnLayer(FeatureType type, long gains) {
    super(type, type);
    gain = new Parameter("gain", Parameter.Kind.BIAS, new Initialisation(1, 0.1), gains);
  }

  @Override
  public String kind() {
    return "orientationNorm";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gain);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    Tensor f = x.rows().view(-1, input().orientations(), input().fields());
    Tensor power = Tensors.mean(f.square(), 1).add(Tensors.scalar(1e-5)).unsqueeze(1);
    Tensor gains = pass.get(gain).view(-1, input().fields());
    Tensor y = f.mul(torch.rsqrt(power)).mul(gains).view(-1, output().channels());
    return FeatureMap.ofRows(output(), y, x.batch(), x.size());
  }

  /** The same by plain operators, so that nets with this layer can be exported. */
  @Override
  protected Value describe(Value x, Description to) {
    int m = input().orientations();
    Value f = x.reshape(m, input().fields(), Sizes.pixels(x.size()));
    Value power =
        f.combine(Arithmetic.MULTIPLY, f)
            .reduce(Statistic.MEAN, 0)
            .combine(Arithmetic.ADD, TensorData.ofFloats(new long[] {1}, 1e-5f))
            .map(Elementwise.SQUARE_ROOT);
    Tensor gains = to.pass().get(gain).repeat(output().channels() / gain.count());
    return f.combine(Arithmetic.DIVIDE, power)
        .reshape(x.shape())
        .affine(to.numbers(gains), to.numbers(torch.zeros_like(gains)));
  }

  /**
   * Checks the layer with a gain per field, and with one per channel.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    FeatureType type = FeatureType.regular(PointGroup.parse("C4"), 3);
    for (int gains : new int[] {type.fields(), type.channels()}) {
      Net net = Net.of(new OwnLayer(type, gains), 9, 9);
      try (Model model = Model.initialise(net, 0)) {
        var report = EquivarianceCheck.of(model).run();
        System.out.printf(
            "%d gains: error %.1e, %s%n",
            gains, report.net().worstValue(), report.passed() ? "EQUIVARIANT" : "NOT EQUIVARIANT");
      }
    }
  }
}
