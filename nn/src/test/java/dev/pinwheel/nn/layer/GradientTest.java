package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.SmoothKernels;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of ⟨v, Φ(x)⟩ in training mode against central differences in float64. */
@ExtendWith(NativeScope.class)
class GradientTest {
  private static final double STEP = 1e-5;

  /** Differences of step h are off by h² and by 1e-16/h, both below this. */
  private static final double TOLERANCE = 1e-8;

  private static final int IMAGES = 2;
  private static final int[] SIZE = {5, 5};

  private static Layer smooth(KernelFamily family) {
    return new GroupCorrelation(
        FeatureType.regular(PointGroup.dihedral(3), 2),
        1,
        Window.of(3).padding(1),
        Bias.PER_FIELD,
        FilterInitialisation.HE,
        family);
  }

  static Stream<Layer> layers() {
    PointGroup c4 = PointGroup.cyclic(4);
    PointGroup d4 = PointGroup.dihedral(4);
    FeatureType plain = FeatureType.trivial(PointGroup.cyclic(1), 2);
    FeatureType image = FeatureType.trivial(c4, 2);
    FeatureType regular = FeatureType.regular(c4, 2);
    FeatureType quotient = FeatureType.quotient(d4, Subgroup.embed(d4, PointGroup.cyclic(2)), 1);
    Window w = Window.of(3).stride(2).padding(1);
    Sequential body =
        new Sequential(
            regular,
            List.of(
                new GroupCorrelation(regular, 1, w, Bias.NONE),
                new BatchNorm(regular.withFields(1)),
                new Pointwise(regular.withFields(1), Activation.SILU)));
    Sequential shortcut =
        new Sequential(regular, List.of(new GroupCorrelation(regular, 1, Window.of(1).stride(2))));
    Stream<Layer> activations =
        Arrays.stream(Activation.values()).map(a -> new Pointwise(image, a));
    return Stream.concat(
        activations,
        Stream.of(
            new Plain(plain, 2, w, KernelOperator.CORRELATION),
            new Plain(plain, 2, Window.of(2), KernelOperator.CONVOLUTION),
            new LiftingCorrelation(image, 2, w),
            new GroupCorrelation(regular, 2, Window.of(2)),
            new GroupCorrelation(quotient, 1, w),
            smooth(new SmoothKernels(4)),
            new BatchNorm(image),
            new BatchNorm(regular),
            new Dropout(regular, 0.4, Dropout.Granularity.ELEMENT),
            new Dropout(regular, 0.4, Dropout.Granularity.FIELD),
            new Projection(regular, Reduction.MAX),
            new Projection(regular, Reduction.MEAN),
            new Projection(regular, Subgroup.of(c4, 0, 2), Reduction.MAX),
            new SpatialPool(regular, w, Reduction.MAX),
            new SpatialPool(regular, w, Reduction.MEAN),
            new GlobalPool(regular, Reduction.MAX),
            new GlobalPool(regular, Reduction.MEAN),
            new TransposedGroupCorrelation(regular, 1, Window.of(2).stride(2)),
            new UpSample(regular, 2, Interpolation.NEAREST),
            new UpSample(regular, 2, Interpolation.LINEAR),
            new UpSample(regular, 3, Interpolation.LINEAR),
            new BlurPool(regular, w),
            new DiscMask(regular),
            new GroupNorm(regular, 1),
            new GroupNorm(image, 2),
            new LayerNorm(regular),
            new Linear(image, 3),
            new Residual(body, shortcut),
            new Concatenation(List.of(body, shortcut))));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void agreeWithDifferences(Layer layer) {
    double[] x = Maps.normal(1, IMAGES * layer.input().channels() * (int) Sizes.pixels(SIZE));
    int[] outSize = layer.outputSize(SIZE);
    double[] v = Maps.normal(2, IMAGES * layer.output().channels() * (int) Sizes.pixels(outSize));
    try (Weights weights = Maps.weights(layer, 3)) {
      Tensor rows = Maps.tensor(x, -1, layer.input().channels());
      rows.set_requires_grad(true);
      product(layer, weights, rows, v).backward();

      double[] byInput = differences(x, at -> value(layer, weights, at, v));
      assertThat(Maps.error(Tensors.toDoubles(rows.grad()), byInput)).isLessThan(TOLERANCE);

      for (Parameter p : Maps.parametersOf(layer)) {
        if (p.isTrainable()) {
          double[] analytic = Tensors.toDoubles(weights.get(p).grad());
          double[] point = Maps.numbers(weights, p);
          double[] numeric =
              differences(
                  point,
                  at -> {
                    assign(weights, p, at);
                    return value(layer, weights, x, v);
                  });
          assign(weights, p, point);
          assertThat(Maps.error(analytic, numeric)).as(p.role()).isLessThan(TOLERANCE);
        } else {
          assertThat(weights.get(p).grad().defined()).as(p.role()).isFalse();
        }
      }
    }
  }

  private static double[] differences(double[] point, ToDoubleFunction<double[]> f) {
    double[] at = point.clone();
    double[] slopes = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      at[i] = point[i] + STEP;
      double above = f.applyAsDouble(at);
      at[i] = point[i] - STEP;
      double below = f.applyAsDouble(at);
      at[i] = point[i];
      slopes[i] = (above - below) / (2 * STEP);
    }
    return slopes;
  }

  private static Tensor product(Layer layer, Weights weights, Tensor rows, double[] v) {
    FeatureMap in = FeatureMap.ofRows(layer.input(), rows, IMAGES, SIZE);
    FeatureMap y = layer.apply(in, Pass.training(weights, 4));
    return y.rows().mul(Maps.tensor(v, -1, layer.output().channels())).sum();
  }

  private static double value(Layer layer, Weights weights, double[] x, double[] v) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return product(layer, weights, Maps.tensor(x, -1, layer.input().channels()), v).item_double();
    }
  }

  private static void assign(Weights weights, Parameter p, double[] values) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      weights.get(p).copy_(Maps.tensor(values, p.shape()));
    }
  }
}
