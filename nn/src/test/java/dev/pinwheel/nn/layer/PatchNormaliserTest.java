package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Joined with its correlation, batch norm gives what it gives after it, layer by layer. */
@ExtendWith(NativeScope.class)
class PatchNormaliserTest {
  private static final PointGroup GROUP = PointGroup.parse("D4");
  private static final FeatureType IMAGE = FeatureType.trivial(GROUP, 2);
  private static final int FIELDS = 6;
  private static final FeatureType LIFTED = FeatureType.regular(GROUP, FIELDS);
  private static final int IMAGES = 37;
  private static final int SIDE = 20;

  private static final double[] SCALE = {1, 0.5, 2, -1, 1.5, 0};
  private static final double[] SHIFT = {0, 0.5, -1, 1, 0.1, -0.2};

  /** Rounding decides on the derivative of rectified values near zero, and on maxima that tie. */
  private static final int BY_WEIGHT = 1;

  /** Batch norm takes the correlation's bias away, so the derivative by it is zero. */
  private static final int BY_BIAS = 2;

  /** What follows batch norm. */
  enum Follows {
    NOTHING,
    RELU,
    RELU_AND_DROPOUT,
    RELU_AND_POOLING,
    RELU_AND_PROJECTION,
    RELU_DROPOUT_AND_POOLING;

    private static final Dropout DROPOUT = new Dropout(LIFTED, 0.3, Dropout.Granularity.ELEMENT);
    private static final SpatialPool POOL =
        new SpatialPool(LIFTED, Window.of(2).stride(2), Reduction.MAX);
    private static final Projection PROJECTION = new Projection(LIFTED, Reduction.MAX);

    Epilogue epilogue(Pass pass) {
      return switch (this) {
        case NOTHING -> new Epilogue.Plain();
        case RELU -> new Epilogue.Rectified();
        case RELU_AND_DROPOUT -> new Epilogue.RectifiedAndDropped(DROPOUT.masks(pass));
        case RELU_AND_POOLING -> new Epilogue.RectifiedAndPooled(POOL::maxima);
        case RELU_AND_PROJECTION -> new Epilogue.RectifiedAndPooled(PROJECTION::maxima);
        case RELU_DROPOUT_AND_POOLING ->
            new Epilogue.RectifiedDroppedAndPooled(DROPOUT.masks(pass), POOL);
      };
    }

    FeatureMap apply(FeatureMap y, Pass pass) {
      return switch (this) {
        case NOTHING -> y;
        case RELU -> relu(y);
        case RELU_AND_DROPOUT -> DROPOUT.apply(relu(y), pass);
        case RELU_AND_POOLING -> POOL.apply(relu(y), pass);
        case RELU_AND_PROJECTION -> PROJECTION.apply(relu(y), pass);
        case RELU_DROPOUT_AND_POOLING -> POOL.apply(DROPOUT.apply(relu(y), pass), pass);
      };
    }

    private static FeatureMap relu(FeatureMap y) {
      return FeatureMap.ofChannels(y.type(), torch.relu(y.channels()));
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Follows.values())
        .flatMap(
            f ->
                Stream.of(Window.of(3), new Window(2, 2, 1, 1), new Window(2, 1, 2, 2))
                    .flatMap(w -> Stream.of(Precision.values()).map(p -> Arguments.of(f, w, p))));
  }

  /** Pixels with a mean, as they come without standardising, far above their deviation. */
  private static FeatureMap images(Precision format, double mean) {
    Tensor x =
        torch
            .empty(IMAGES, 2, SIDE, SIDE)
            .normal_(mean, 1, new GeneratorOptional(torch.createCPUGenerator(1)))
            .to(format.scalarType());
    return FeatureMap.ofImages(IMAGE, x);
  }

  /** Values, then the derivatives by weights, biases, γ and β, then the running statistics. */
  private static List<Tensor> results(
      boolean joined, Follows follows, Window window, Precision format, FeatureMap x) {
    LiftingCorrelation lifting = new LiftingCorrelation(IMAGE, FIELDS, window);
    BatchNorm norm = new BatchNorm(LIFTED);
    List<Parameter> parameters = new ArrayList<>(lifting.parameters());
    parameters.addAll(norm.parameters());
    try (Weights start = Weights.initialise(parameters, 5);
        Weights weights = start.to(format, ComputeDevice.CPU)) {
      fill(weights.get(norm.parameters().get(0)), SCALE);
      fill(weights.get(norm.parameters().get(1)), SHIFT);
      Pass pass = Pass.training(weights, 7);
      FeatureMap y;
      if (joined) {
        assertThat(PatchNormaliser.suits(lifting, x)).isTrue();
        y = norm.forward(lifting, x, pass, follows.epilogue(pass));
      } else {
        y = follows.apply(norm.apply(lifting.apply(x, pass), pass), pass);
      }
      Tensor v =
          torch
              .empty(y.channels().sizes().vec().get())
              .normal_(0.3, 1, new GeneratorOptional(torch.createCPUGenerator(2)));
      y.channels().mul(v.to(format.scalarType())).sum().backward();
      List<Tensor> results = new ArrayList<>();
      results.add(wide(y.channels()));
      for (Parameter p : parameters) {
        Tensor w = weights.get(p);
        results.add(wide(p.isTrainable() ? w.grad() : w));
      }
      return results;
    }
  }

  private static void fill(Tensor parameter, double[] values) {
    try (NoGradGuard guard = new NoGradGuard()) {
      parameter.copy_(Maps.tensor(values, values.length));
    }
  }

  private static Tensor wide(Tensor t) {
    return t.detach().to(torch.ScalarType.Double).clone();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void layerByLayerAlike(Follows follows, Window window, Precision format) {
    List<Tensor> joined = results(true, follows, window, format, images(format, 0.2));
    FeatureMap wide = images(format, 0.2).inFormat(torch.ScalarType.Double);
    List<Tensor> expected = results(false, follows, window, Precision.FLOAT64, wide);
    boolean decides = follows != Follows.NOTHING && format == Precision.BFLOAT16;
    assertAlike(joined, expected, bar(format), decides ? 10 : 1);
  }

  /** Sums of patches are large beside what is left when means are taken off. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT64", "FLOAT32"})
  void pixelsFarFromZero(Precision format) {
    FeatureMap x = images(format, 3);
    List<Tensor> joined = results(true, Follows.RELU, Window.of(3), format, x);
    FeatureMap wide = x.inFormat(torch.ScalarType.Double);
    assertAlike(
        joined,
        results(false, Follows.RELU, Window.of(3), Precision.FLOAT64, wide),
        bar(format),
        1);
  }

  @Test
  void needsFewTapsAndNoDerivativeByItsInput() {
    LiftingCorrelation few = new LiftingCorrelation(IMAGE, FIELDS, Window.of(3));
    LiftingCorrelation many = new LiftingCorrelation(IMAGE, FIELDS, Window.of(6));
    FeatureMap x = images(Precision.FLOAT32, 0);
    assertThat(PatchNormaliser.suits(few, x)).isTrue();
    assertThat(PatchNormaliser.suits(many, x)).isFalse();
    x.channels().set_requires_grad(true);
    assertThat(PatchNormaliser.suits(few, x)).isFalse();
  }

  private static void assertAlike(
      List<Tensor> found, List<Tensor> expected, double bar, double kinks) {
    assertThat(found).hasSameSizeAs(expected);
    assertThat(found.get(BY_BIAS).count_nonzero().item_long()).as("by bias").isZero();
    for (int i = 0; i < expected.size(); i++) {
      if (i != BY_BIAS) {
        assertThat(error(found.get(i), expected.get(i)))
            .as("result %d", i)
            .isLessThan(i == BY_WEIGHT ? kinks * bar : bar);
      }
    }
  }

  private static double error(Tensor found, Tensor expected) {
    return found.sub(expected).norm().item_double() / Math.max(1, expected.norm().item_double());
  }

  private static double bar(Precision format) {
    return switch (format) {
      case FLOAT64 -> 1e-12;
      case FLOAT32 -> 1e-5;
      case BFLOAT16 -> 0x1p-7;
    };
  }
}
