package dev.pinwheel.examples;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceCheck;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
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
