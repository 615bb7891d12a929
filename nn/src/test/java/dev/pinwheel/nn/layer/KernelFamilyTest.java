package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.KernelBasis;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.group.kernel.SampledFunctions;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SmoothKernels;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Correlations whose kernels are sums of functions, against the formula and against free taps. */
@ExtendWith(NativeScope.class)
class KernelFamilyTest {
  private static final int FUNCTIONS = 5;
  private static final int IMAGES = 2;
  private static final KernelFamily SMOOTH = new SmoothKernels(FUNCTIONS);

  private static Layer lifting(PointGroup group, int fields, Window w, KernelFamily family) {
    return new LiftingCorrelation(
        FeatureType.trivial(group, 2), fields, w, Bias.PER_FIELD, FilterInitialisation.HE, family);
  }

  private static Layer correlation(FeatureType in, int fields, Window w, KernelFamily family) {
    return new GroupCorrelation(in, fields, w, Bias.PER_FIELD, FilterInitialisation.HE, family);
  }

  /** The norms of the functions in the mean over the group, by the definition. */
  private static double[] norms(PointGroup group, int kernel) {
    Grid taps = Grid.of(IntStream.range(0, group.dimension()).map(i -> kernel).toArray());
    double[] norms = new double[FUNCTIONS];
    for (int j = 0; j < FUNCTIONS; j++) {
      for (int h = 0; h < group.order(); h++) {
        for (int y = 0; y < taps.points(); y++) {
          double value =
              SmoothKernels.at(group.matrix(h).transpose(), taps.coordinates(y), kernel, j);
          norms[j] += value * value / group.order();
        }
      }
      norms[j] = Math.sqrt(norms[j]);
    }
    return norms;
  }

  private static double errorOf(Layer layer, Window w, int... size) {
    FeatureType in = layer.input();
    PointGroup group = in.group();
    double[] norms = norms(group, w.kernel());
    FeatureMap x = Maps.random(in, 3, IMAGES, size);
    try (Weights weights = Maps.weights(layer, 5)) {
      double[] free = Maps.numbers(weights, layer, "weight");
      Reference.Kernel kernel =
          (o, i, c, point) -> {
            double sum = 0;
            for (int j = 0; j < FUNCTIONS; j++) {
              int at = ((o * in.fields() + i) * in.orientations() + c) * FUNCTIONS + j;
              sum += free[at] * SmoothKernels.at(group.matrix(0), point, w.kernel(), j) / norms[j];
            }
            return sum;
          };
      double[] expected =
          new Reference(in, layer.output().fields(), w, size)
              .correlate(1, kernel, Maps.numbers(weights, layer, "bias"), Maps.values(x), IMAGES);
      double[] training = Maps.values(layer.apply(x, Pass.training(weights, 1)));
      try (NoGradGuard guard = new NoGradGuard()) {
        assertThat(Maps.values(layer.apply(x, Pass.inference(weights)))).containsExactly(training);
      }
      return Maps.error(training, expected);
    }
  }

  static List<Window> windows() {
    return List.of(
        Window.of(1),
        Window.of(3),
        Window.of(4),
        Window.of(5).padding(2),
        Window.of(3).stride(2).padding(1),
        Window.of(3).dilation(2).padding(2));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void anyGroupOfThePlane(Window w) {
    for (String name : List.of("C1", "C3", "C4", "C8", "D3", "D4", "D6", "C16")) {
      PointGroup group = PointGroup.parse(name);
      assertThat(errorOf(lifting(group, 2, w, SMOOTH), w, 5, 7)).as(name).isLessThan(1e-12);
      FeatureType in = FeatureType.regular(group, 2);
      assertThat(errorOf(correlation(in, 2, w, SMOOTH), w, 5, 5)).as(name).isLessThan(1e-12);
    }
  }

  @Test
  void cosetsOfAnySubgroup() {
    PointGroup d6 = PointGroup.dihedral(6);
    Window w = Window.of(3).padding(1);
    for (Subgroup k : Subgroup.all(d6)) {
      if (k.index() > 1) {
        FeatureType in = FeatureType.quotient(d6, k, 1);
        assertThat(errorOf(correlation(in, 2, w, SMOOTH), w, 4, 4)).isLessThan(1e-12);
      }
    }
  }

  @Test
  void theLineAndSpace() {
    Window w = Window.of(3).padding(1);
    FeatureType line = FeatureType.regular(PointGroup.reflection(), 2);
    assertThat(errorOf(correlation(line, 3, w, SMOOTH), w, 9)).isLessThan(1e-12);
    FeatureType cube = FeatureType.regular(PointGroup.cubeRotations(), 1);
    assertThat(errorOf(correlation(cube, 1, w, SMOOTH), w, 2, 2, 2)).isLessThan(1e-12);
  }

  /** Free taps as any other functions, in place of a permutation. */
  private record Tabulated() implements KernelFamily {
    @Override
    public String name() {
      return "tabulated";
    }

    @Override
    public KernelBasis basis(PointGroup group, int kernel) {
      KernelBasis taps = new GridKernels().basis(group, kernel);
      double[][][] values = new double[group.order()][taps.functions()][];
      for (int h = 0; h < group.order(); h++) {
        for (int j = 0; j < taps.functions(); j++) {
          values[h][j] = taps.turned(h, j);
        }
      }
      return new SampledFunctions(group, taps.taps(), values);
    }
  }

  @ParameterizedTest
  @CsvSource({"C4, CORRELATION", "D4, CORRELATION", "C4, CONVOLUTION", "D4, CONVOLUTION"})
  void freeTapsAreOneFamilyAmongOthers(String name, KernelOperator operator) {
    PointGroup group = PointGroup.parse(name);
    FeatureType in = FeatureType.regular(group, 3);
    for (int kernel : new int[] {1, 2, 3}) {
      FilterBank taps = FilterBank.of(in, new GridKernels().basis(group, kernel), operator);
      FilterBank sums = FilterBank.of(in, new Tabulated().basis(group, kernel), operator);
      assertThat(taps).isInstanceOf(PermutedTaps.class);
      assertThat(sums).isInstanceOf(SummedFunctions.class);
      Tensor free = Maps.tensor(Maps.normal(1, 2 * 3 * taps.filterSize()), 2, 3, -1);
      try (Weights none = Weights.initialise(List.of(), 0);
          Weights weights = none.to(Precision.FLOAT64, ComputeDevice.CPU)) {
        Pass pass = Pass.training(weights, 0);
        Tensor found = sums.expand(free, pass, ScalarType.Double);
        Tensor expected = taps.expand(free, pass, ScalarType.Double);
        assertThat(Tensors.toDoubles(found)).containsExactly(Tensors.toDoubles(expected));
        assertThat(found.strides().vec().get()).isEqualTo(expected.strides().vec().get());
        assertThat(found.stride(1)).isEqualTo(1);
      }
    }
  }

  static Stream<KernelFamily> families() {
    return Stream.of(new GridKernels(), SMOOTH);
  }

  @ParameterizedTest
  @MethodSource("families")
  void noiseKeepsItsVariance(KernelFamily family) {
    for (String name : List.of("C4", "D4")) {
      PointGroup group = PointGroup.parse(name);
      Window w = Window.of(5);
      for (FilterInitialisation start : FilterInitialisation.values()) {
        double expected = start == FilterInitialisation.HE ? 2 : 1;
        assertThat(
                variance(
                    new LiftingCorrelation(
                        FeatureType.trivial(group, 4), 100, w, Bias.PER_FIELD, start, family)))
            .isCloseTo(expected, within(0.15 * expected));
        assertThat(
                variance(
                    new GroupCorrelation(
                        FeatureType.regular(group, 4), 100, w, Bias.PER_FIELD, start, family)))
            .isCloseTo(expected, within(0.15 * expected));
      }
    }
  }

  private static double variance(Layer layer) {
    FeatureMap x = Maps.random(layer.input(), 1, 4, 9, 9);
    try (Weights fresh = Weights.initialise(layer.parameters(), 3);
        Weights weights = fresh.to(Precision.FLOAT64, ComputeDevice.CPU)) {
      double[] y = Maps.values(layer.apply(x, Pass.training(weights, 0)));
      return Arrays.stream(y).map(v -> v * v).average().orElseThrow();
    }
  }

  @Test
  void parametersAreFewerThanTapsAndWorkIsNot() {
    PointGroup c8 = PointGroup.cyclic(8);
    FeatureType in = FeatureType.regular(c8, 3);
    Layer layer = correlation(in, 2, Window.of(5), SMOOTH);
    Parameter weight = Maps.parameter(layer, "weight");

    assertThat(weight.shape()).containsExactly(2, 3, 8 * FUNCTIONS);
    assertThat(weight.initialisation().deviation())
        .isCloseTo(Math.sqrt(2.0 / (3 * 8 * FUNCTIONS)), within(1e-15));
    assertThat(layer.multiplyAdds(9, 9)).isEqualTo(25L * (25 * 3 * 8 * 2 * 8));
    assertThat(layer.toString())
        .isEqualTo("groupCorrelation kernel 5 smooth 'C8: 3 regular' → 'C8: 2 regular'");
  }

  @Test
  void netsAreBuiltOfOneFamily() {
    Net net =
        Net.images(PointGroup.cyclic(8), 1, 9, 9)
            .kernels(SMOOTH)
            .lifting(2, 3)
            .residual(b -> b.groupCorrelation(2, Window.of(3).padding(1)))
            .build();
    assertThat(net.parameterCount()).isEqualTo(2 * FUNCTIONS + 2 + 4 * 8 * FUNCTIONS + 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Net.images(PointGroup.cyclic(8), 1, 9, 9).lifting(2, 3))
        .withMessageContainingAll("group C8", "another family of kernels than 'grid'");
  }
}
