package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a layer gives does not depend on how its input lies in memory. */
@ExtendWith(NativeScope.class)
class MemoryLayoutTest {
  private static final PointGroup D4 = PointGroup.dihedral(4);
  private static final FeatureType REGULAR = FeatureType.regular(D4, 2);

  static Stream<Layer> layers() {
    Sequential identity = new Sequential(REGULAR, List.of());
    Sequential relu = new Sequential(REGULAR, List.of(new Pointwise(REGULAR, Activation.RELU)));
    return Stream.of(
        new GroupCorrelation(REGULAR, 2, Window.of(3)),
        new BatchNorm(REGULAR),
        new Pointwise(REGULAR, Activation.RELU),
        new Projection(REGULAR, Reduction.MAX),
        new Projection(REGULAR, Reduction.MEAN),
        new Projection(REGULAR, Subgroup.embed(D4, PointGroup.cyclic(2)), Reduction.MAX),
        new Projection(REGULAR, Subgroup.embed(D4, PointGroup.cyclic(4)), Reduction.MEAN),
        new SpatialPool(REGULAR, Window.of(2), Reduction.MAX),
        new SpatialPool(REGULAR, Window.of(2), Reduction.MEAN),
        new GlobalPool(REGULAR, Reduction.MAX),
        new GlobalPool(REGULAR, Reduction.MEAN),
        new Dropout(REGULAR, 0.5, Dropout.Granularity.ELEMENT),
        new Dropout(REGULAR, 0.5, Dropout.Granularity.FIELD),
        new TransposedGroupCorrelation(REGULAR, 2, Window.of(2).stride(2)),
        new UpSample(REGULAR, 2, Interpolation.NEAREST),
        new UpSample(REGULAR, 2, Interpolation.LINEAR),
        new BlurPool(REGULAR, Window.of(3).padding(1)),
        new DiscMask(REGULAR),
        new GroupNorm(REGULAR, 2),
        new LayerNorm(REGULAR),
        new Residual(relu, identity),
        new Concatenation(List.of(relu, identity)),
        new Linear(FeatureType.trivial(D4, 3), 2));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void channelsFirstOrLast(Layer layer) {
    for (int images : new int[] {1, 3}) {
      for (int size : new int[] {3, 4}) {
        FeatureMap last = Maps.random(layer.input(), 1, images, size, size);
        FeatureMap first =
            FeatureMap.ofChannels(layer.input(), last.channels().contiguous().clone());
        assertThat(first.channels().is_contiguous()).isTrue();
        try (Weights weights = Maps.weights(layer, 1)) {
          double[] expected = Maps.values(layer.apply(last, Pass.training(weights, 1)));
          double[] found = Maps.values(layer.apply(first, Pass.training(weights, 1)));
          assertThat(Maps.error(found, expected)).isLessThan(1e-14);
          for (int g = 0; g < D4.order(); g++) {
            assertThat(Maps.values(first.transform(g)))
                .containsExactly(Maps.values(last.transform(g)));
          }
        }
      }
    }
  }
}
