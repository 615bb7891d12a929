package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.BatchPart;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The joined computation, block by block, against the formula and LibTorch's derivatives. */
@ExtendWith(NativeScope.class)
class NormaliserTest {
  private static final int ORIENTATIONS = 4;
  private static final int FIELDS = 6;
  private static final int CHANNELS = ORIENTATIONS * FIELDS;
  private static final FeatureType TYPE =
      FeatureType.regular(PointGroup.cyclic(ORIENTATIONS), FIELDS);

  /** An odd number, and several blocks in every format. */
  private static final int ROWS = 110_593;

  private static final Dropout DROPOUT =
      new Dropout(
          FeatureType.regular(PointGroup.cyclic(4), FIELDS), 0.3, Dropout.Granularity.ELEMENT);

  /** What follows batch norm. */
  enum Follows {
    NOTHING,
    RELU,
    RELU_AND_DROPOUT
  }

  static Stream<Arguments> cases() {
    return Stream.of(Follows.values())
        .flatMap(f -> Stream.of(Precision.values()).map(p -> Arguments.of(f, p)));
  }

  /** Normal numbers with another mean and deviation in every field. */
  private static Tensor rows(Precision format) {
    Tensor x =
        torch
            .empty(ROWS, CHANNELS)
            .normal_(0, 1, new GeneratorOptional(torch.createCPUGenerator(1)))
            .to(torch.ScalarType.Double);
    Tensor deviations = Maps.tensor(new double[] {1, 2, 0.5, 3, 1, 0.1}, FIELDS);
    Tensor means = Maps.tensor(new double[] {0, 1, -2, 3, 5, -0.5}, FIELDS);
    Tensor fields = x.view(-1, FIELDS).mul(deviations).add(means);
    return fields.view(ROWS, CHANNELS).to(format.scalarType());
  }

  /** Rows as one image, a single pixel wide. */
  private static FeatureMap column(Tensor rows) {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(ORIENTATIONS), FIELDS);
    return FeatureMap.ofRows(type, rows, 1, (int) rows.size(0), 1);
  }

  private static FieldStatistics statistics(Tensor rows) {
    return new Normaliser(column(rows), BatchPart.WHOLE).statistics();
  }

  private static Tensor parameter(double[] values, Precision format) {
    Tensor t = Maps.tensor(values, FIELDS).to(format.masterType());
    t.set_requires_grad(true);
    return t;
  }

  private static Dropout.Masks masks() {
    try (Weights none = Weights.initialise(List.of(), 0)) {
      return DROPOUT.masks(Pass.training(none, 7));
    }
  }

  private static Epilogue epilogue(Follows follows) {
    return switch (follows) {
      case NOTHING -> new Epilogue.Plain();
      case RELU -> new Epilogue.Rectified();
      case RELU_AND_DROPOUT -> new Epilogue.RectifiedAndDropped(masks());
    };
  }

  /** The formula in float64, to be differentiated by LibTorch; the mask is drawn in one go. */
  private static Tensor formula(Tensor x, Tensor scale, Tensor shift, Follows follows) {
    Tensor fields = x.view(-1, FIELDS);
    Tensor off = fields.sub(Tensors.mean(fields, 0));
    Tensor variance = Tensors.mean(off.square(), 0);
    Tensor y = off.mul(variance.add(Tensors.scalar(1e-5)).rsqrt()).mul(scale).add(shift);
    y = follows == Follows.NOTHING ? y : torch.relu(y);
    if (follows == Follows.RELU_AND_DROPOUT) {
      y = y.mul(masks().next(y.numel(), x).view(-1, FIELDS));
    }
    return y.view(-1, CHANNELS);
  }

  private static double error(Tensor found, Tensor expected) {
    Tensor off = found.to(torch.ScalarType.Double).sub(expected);
    return off.norm().item_double() / expected.norm().item_double();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void manyBlocks(Follows follows, Precision format) {
    Tensor x = rows(format);
    assertThat(Columns.blocks(x)).hasSizeGreaterThan(1);
    x.set_requires_grad(true);
    Tensor scale = parameter(new double[] {1, 0.5, 2, -1, 1.5, 1}, format);
    Tensor shift = parameter(new double[] {0, 0.5, -1, 1, 0.1, -0.2}, format);
    Tensor bias = parameter(new double[FIELDS], format);
    Tensor y =
        new Normaliser(column(x), BatchPart.WHOLE)
            .apply(scale, shift, bias, epilogue(follows))
            .rows();
    // Not independent of x, or the derivative by the scale were a sum of terms that cancel.
    Tensor v =
        torch
            .empty(ROWS, CHANNELS)
            .normal_(0.3, 1, new GeneratorOptional(torch.createCPUGenerator(2)))
            .add(x.detach().mul(Tensors.scalar(0.3)))
            .to(format.scalarType());
    y.mul(v).sum().backward();

    Tensor wideX = wide(x);
    Tensor wideScale = wide(scale);
    Tensor wideShift = wide(shift);
    Tensor expected = formula(wideX, wideScale, wideShift, follows);
    expected.mul(v.to(torch.ScalarType.Double)).sum().backward();

    assertThat(error(y, expected)).as("values").isLessThan(bar(format));
    assertDerivatives(List.of(scale, shift), List.of(wideScale, wideShift), bar(format));
    assertThat(bias.grad().count_nonzero().item_long()).as("by bias").isZero();
    double kinks = follows == Follows.NOTHING ? 1 : kinks(format);
    assertDerivatives(List.of(x), List.of(wideX), kinks * bar(format));
    for (Tensor t : List.of(scale.grad(), shift.grad(), bias.grad())) {
      assertThat(Tensors.has(t, format.masterType())).isTrue();
    }
  }

  /** A rectifier by integers would take it for a number. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void whatIsNoNumberStaysSo(Precision format) {
    for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Tensor x = rows(format);
      x.narrow(0, 1000, 1).narrow(1, 3, 1).fill_(Tensors.scalar(wrong)).neg_();
      Tensor scale = parameter(new double[] {1, 0.5, 2, 1, 1.5, 1}, format);
      Tensor shift = parameter(new double[FIELDS], format);
      for (Follows follows : Follows.values()) {
        Tensor y =
            new Normaliser(column(x), BatchPart.WHOLE)
                .apply(scale, shift, null, epilogue(follows))
                .rows();
        assertThat(torch.isnan(y).all().item_bool()).as("%s, %s", wrong, follows).isTrue();
      }
    }
  }

  /** Windows that overlap, that leave pixels out, and that are padded, where maxima tie in bf16. */
  static Stream<Arguments> windows() {
    return Stream.of(
            Window.of(2).stride(2), Window.of(3).padding(1), Window.of(2).stride(3).dilation(2))
        .flatMap(w -> Stream.of(Precision.values()).map(p -> Arguments.of(w, p)))
        .flatMap(
            a ->
                Stream.of(Follows.RELU, Follows.RELU_AND_DROPOUT)
                    .map(f -> Arguments.of(a.get()[0], a.get()[1], f)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void maximaBeforeBatchNorm(Window window, Precision format, Follows follows) {
    SpatialPool pool = new SpatialPool(TYPE, window, Reduction.MAX);
    Epilogue epilogue =
        follows == Follows.RELU
            ? new Epilogue.RectifiedAndPooled(pool::maxima)
            : new Epilogue.RectifiedDroppedAndPooled(masks(), pool);
    assertMaximaBeforeBatchNorm(pool, format, follows, epilogue);
  }

  @ParameterizedTest
  @EnumSource
  void maximaOverOrientationsBeforeBatchNorm(Precision format) {
    Projection projection = new Projection(TYPE, Reduction.MAX);
    Epilogue epilogue = new Epilogue.RectifiedAndPooled(projection::maxima);
    assertMaximaBeforeBatchNorm(projection, format, Follows.RELU, epilogue);
  }

  private static void assertMaximaBeforeBatchNorm(
      Layer pool, Precision format, Follows follows, Epilogue epilogue) {
    int batch = 40;
    int side = 24;
    Tensor x = rows(format).narrow(0, 0, (long) batch * side * side).clone();
    x.set_requires_grad(true);
    Tensor scale = parameter(new double[] {1, 0.5, 2, 0.01, 1.5, 1}, format);
    Tensor shift = parameter(new double[] {0, 0.5, -1, 1, 0.1, -0.2}, format);
    Tensor bias = parameter(new double[FIELDS], format);
    FeatureMap found =
        new Normaliser(FeatureMap.ofRows(TYPE, x, batch, side, side), BatchPart.WHOLE)
            .apply(scale, shift, bias, epilogue);
    Tensor y = found.rows();
    Tensor v =
        torch
            .empty(y.size(0), y.size(1))
            .normal_(0.3, 1, new GeneratorOptional(torch.createCPUGenerator(2)))
            .to(format.scalarType());
    y.mul(v).sum().backward();

    Tensor wideX = wide(x);
    Tensor wideScale = wide(scale);
    Tensor wideShift = wide(shift);
    Tensor normal = formula(wideX, wideScale, wideShift, follows);
    try (Weights none = Weights.initialise(List.of(), 0)) {
      FeatureMap map = FeatureMap.ofRows(TYPE, normal, batch, side, side);
      FeatureMap pooled = pool.apply(map, Pass.training(none, 7));
      assertThat(found.type()).isEqualTo(pooled.type());
      assertThat(found.size()).isEqualTo(pooled.size());
      Tensor expected = pooled.rows();
      expected.mul(v.to(torch.ScalarType.Double)).sum().backward();
      assertThat(error(y, expected)).as("values").isLessThan(bar(format));
      assertThat(bias.grad().count_nonzero().item_long()).as("by bias").isZero();
    }
    assertDerivatives(List.of(scale, shift), List.of(wideScale, wideShift), bar(format));
    assertDerivatives(List.of(x), List.of(wideX), kinks(format) * bar(format));
  }

  private static void assertDerivatives(List<Tensor> found, List<Tensor> expected, double bar) {
    for (int i = 0; i < found.size(); i++) {
      assertThat(error(found.get(i).grad(), expected.get(i).grad()))
          .as("input %d", i)
          .isLessThan(bar);
    }
  }

  private static double bar(Precision format) {
    return switch (format) {
      case FLOAT64 -> 1e-12;
      case FLOAT32 -> 2e-6;
      case BFLOAT16 -> 0x1p-8;
    };
  }

  /** Some rectified values lie so close to zero that rounding decides on their derivative. */
  private static double kinks(Precision format) {
    return format == Precision.FLOAT64 ? 1 : 10;
  }

  private static Tensor wide(Tensor tensor) {
    Tensor wide = tensor.detach().to(torch.ScalarType.Double).clone();
    wide.set_requires_grad(true);
    return wide;
  }

  @ParameterizedTest
  @EnumSource
  void statisticsOfManyBlocks(Precision format) {
    Tensor x = rows(format);
    FieldStatistics batch = statistics(x);
    Tensor fields = x.to(torch.ScalarType.Double).view(-1, FIELDS);
    double[] means = Tensors.toDoubles(Tensors.mean(fields, 0));
    double[] squares =
        Tensors.toDoubles(Tensors.sum(fields.sub(Tensors.mean(fields, 0)).square(), 0));
    // Squares and partial sums are rounded to bf16: half a unit in the last of its 8 digits.
    double bar = format == Precision.FLOAT64 ? 1e-13 : format == Precision.FLOAT32 ? 1e-6 : 0x1p-9;
    for (int f = 0; f < FIELDS; f++) {
      double variance = squares[f] / (ROWS * (double) ORIENTATIONS - 1);
      double deviation = Math.sqrt(variance);
      assertThat((batch.mean()[f] - means[f]) / deviation).isBetween(-bar, bar);
      assertThat(batch.unbiasedVariance()[f] / variance).isBetween(1 - bar, 1 + bar);
    }
  }

  /** bf16 holds 8 digits: a batch's mean may be large beside its deviation, and its rows odd. */
  @ParameterizedTest
  @MethodSource("means")
  void narrowStatisticsWithLargeMeans(int rows, double mean) {
    Tensor x =
        torch
            .empty(rows, CHANNELS)
            .normal_(mean, 1, new GeneratorOptional(torch.createCPUGenerator(3)))
            .to(torch.ScalarType.BFloat16);
    FieldStatistics batch = statistics(x);
    Tensor fields = x.to(torch.ScalarType.Double).view(-1, FIELDS);
    Tensor means = Tensors.mean(fields, 0);
    double[] expectedMeans = Tensors.toDoubles(means);
    double[] variances = Tensors.toDoubles(Tensors.mean(fields.sub(means).square(), 0));
    double count = rows * (double) ORIENTATIONS;
    for (int f = 0; f < FIELDS; f++) {
      assertThat(batch.mean()[f] - expectedMeans[f]).as("mean").isBetween(-0.01, 0.01);
      assertThat(batch.unbiasedVariance()[f] * (count - 1) / count / variances[f])
          .as("variance")
          .isBetween(0.99, 1.01);
    }
  }

  static Stream<Arguments> means() {
    return Stream.of(9, 1000, 4095, 100_352)
        .flatMap(rows -> Stream.of(0.0, 5.0, -20.0).map(mean -> Arguments.of(rows, mean)));
  }

  @Test
  void oneValueHasNoVariance() {
    FeatureType type = FeatureType.trivial(PointGroup.cyclic(1), 3);
    FieldStatistics batch =
        new Normaliser(FeatureMap.ofRows(type, torch.ones(1, 3), 1, 1, 1), BatchPart.WHOLE)
            .statistics();
    assertThat(batch.mean()).containsExactly(1, 1, 1);
    assertThat(batch.unbiasedVariance()).containsExactly(0, 0, 0);
  }
}
