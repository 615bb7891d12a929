package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In bf16 layers give what they give in float64, to bf16's digits; parameters keep float32. */
@ExtendWith(NativeScope.class)
class NarrowLayersTest {
  private static final double ROUNDING = 1.0 / 128;

  static Stream<Layer> layers() {
    FeatureType type = FeatureType.regular(PointGroup.dihedral(4), 4);
    return Stream.of(
        new TransposedGroupCorrelation(type, 2, Window.of(2).stride(2)),
        new UpSample(type, 2, Interpolation.NEAREST),
        new UpSample(type, 2, Interpolation.LINEAR),
        new UpSample(type, 3, Interpolation.LINEAR),
        new BlurPool(type, Window.of(4).stride(2).padding(1)),
        new DiscMask(type, 2),
        new GroupNorm(type, 2),
        new LayerNorm(type),
        new Pointwise(type, Activation.ELU),
        new Pointwise(type, Activation.GELU),
        new Pointwise(type, Activation.SILU));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void keepBf16sDigits(Layer layer) {
    FeatureMap wide = Maps.random(layer.input(), 1, 2, 8, 8);
    try (Weights exact = Maps.weights(layer, 1);
        Weights narrow = exact.to(Precision.BFLOAT16, ComputeDevice.CPU)) {
      FeatureMap y = layer.apply(wide, Pass.training(exact, 1));
      Tensor rows = wide.rows().to(Precision.BFLOAT16.scalarType()).detach();
      rows.set_requires_grad(true);
      FeatureMap x = FeatureMap.ofRows(layer.input(), rows, 2, 8, 8);
      FeatureMap z = layer.apply(x, Pass.training(narrow, 1));
      assertThat(Tensors.has(z.channels(), Precision.BFLOAT16.scalarType())).isTrue();
      assertThat(Maps.error(Maps.values(z), Maps.values(y))).isLessThan(ROUNDING);
      z.rows().square().sum().backward();
      assertThat(rows.grad().isnan().any().item_bool()).isFalse();
      for (Parameter p : layer.parameters()) {
        assertThat(Tensors.has(narrow.get(p).grad(), Precision.FLOAT32.scalarType())).isTrue();
      }
    }
  }
}
