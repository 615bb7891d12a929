package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.Matrix;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every correlation against the talk's formula, summed by naive loops. */
@ExtendWith(NativeScope.class)
class CorrelationTest {
  private static final int IMAGES = 2;

  private static double errorOf(Layer layer, Window w, int sign, int... size) {
    FeatureType in = layer.input();
    FeatureMap x = Maps.random(in, 3, IMAGES, size);
    try (Weights weights = Maps.weights(layer, 5)) {
      double[] expected =
          new Reference(in, layer.output().fields(), w, size)
              .correlate(
                  sign,
                  Maps.numbers(weights, layer, "weight"),
                  Maps.numbers(weights, layer, "bias"),
                  Maps.values(x),
                  IMAGES);
      return Maps.error(Maps.values(layer.apply(x, Pass.inference(weights))), expected);
    }
  }

  static Stream<Window> windows() {
    return Stream.of(
        Window.of(1),
        Window.of(2),
        Window.of(3),
        Window.of(4),
        Window.of(5),
        Window.of(3).padding(1),
        Window.of(2).padding(1),
        Window.of(2).stride(2),
        Window.of(3).stride(2).padding(1),
        Window.of(4).stride(3).padding(1),
        Window.of(1).stride(2),
        Window.of(3).dilation(2).padding(2),
        Window.of(2).dilation(3).stride(2).padding(1));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void plainCorrelationSumsKernelAtYMinusX(Window w) {
    FeatureType in = FeatureType.trivial(PointGroup.cyclic(1), 2);
    assertThat(errorOf(new Plain(in, 3, w, KernelOperator.CORRELATION), w, 1, 6, 7))
        .isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void plainConvolutionSumsKernelAtXMinusY(Window w) {
    FeatureType in = FeatureType.trivial(PointGroup.cyclic(1), 2);
    assertThat(errorOf(new Plain(in, 3, w, KernelOperator.CONVOLUTION), w, -1, 6, 7))
        .isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void plainLayersOnTheLineAndInSpace(Window w) {
    FeatureType line = FeatureType.trivial(PointGroup.trivial(1), 2);
    assertThat(errorOf(new Plain(line, 3, w, KernelOperator.CONVOLUTION), w, -1, 9))
        .isLessThan(1e-12);
    FeatureType space = FeatureType.trivial(PointGroup.trivial(3), 1);
    assertThat(errorOf(new Plain(space, 2, w, KernelOperator.CORRELATION), w, 1, 5, 5, 6))
        .isLessThan(1e-12);
  }

  private static List<PointGroup> groups() {
    return List.of(
        PointGroup.cyclic(2),
        PointGroup.cyclic(4),
        PointGroup.dihedral(1),
        PointGroup.dihedral(4),
        PointGroup.generate("diagonal", Matrix.of(new double[][] {{0, 1}, {1, 0}})));
  }

  static Stream<Arguments> groupsAndWindows() {
    return groups().stream().flatMap(g -> windows().map(w -> Arguments.of(g, w)));
  }

  @ParameterizedTest
  @MethodSource("groupsAndWindows")
  void liftingCorrelationTurnsTheKernel(PointGroup group, Window w) {
    FeatureType in = FeatureType.trivial(group, 2);
    assertThat(errorOf(new LiftingCorrelation(in, 2, w), w, 1, 6, 6)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("groupsAndWindows")
  void groupCorrelationTurnsTheKernelAndShiftsItsGroupAxis(PointGroup group, Window w) {
    FeatureType in = FeatureType.regular(group, 2);
    assertThat(errorOf(new GroupCorrelation(in, 2, w), w, 1, 6, 6)).isLessThan(1e-12);
  }

  static Stream<Arguments> quotients() {
    List<Arguments> all = new ArrayList<>();
    for (PointGroup group : List.of(PointGroup.cyclic(4), PointGroup.dihedral(4))) {
      for (Subgroup k : Subgroup.all(group)) {
        if (k.index() > 1) {
          all.add(Arguments.of(group, k, Window.of(3).padding(1)));
          all.add(Arguments.of(group, k, Window.of(2)));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("quotients")
  void groupCorrelationOfQuotientFieldsSumsOverCosets(PointGroup group, Subgroup k, Window w) {
    FeatureType in = FeatureType.quotient(group, k, 2);
    assertThat(errorOf(new GroupCorrelation(in, 2, w), w, 1, 5, 5)).isLessThan(1e-12);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void reflectionsOfTheLineAndRotationsOfTheCube(Window w) {
    FeatureType line = FeatureType.regular(PointGroup.reflection(), 2);
    assertThat(errorOf(new GroupCorrelation(line, 3, w), w, 1, 9)).isLessThan(1e-12);
    FeatureType cube = FeatureType.trivial(PointGroup.cubeRotations(), 1);
    if (w.kernel() <= 3 && w.dilation() == 1) {
      assertThat(errorOf(new LiftingCorrelation(cube, 1, w), w, 1, 3, 3, 3)).isLessThan(1e-12);
    }
  }
}
