package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and derivatives of LibTorch's {@code amax}: maxima that are equal share alike. */
@ExtendWith(NativeScope.class)
class GroupMaximumTest {
  /** Divisible by all numbers from 1 to 8, with quotients that even bf16 holds exactly. */
  private static final double SHARED = 840;

  private static final int FIELDS = 3;
  private static final int PIXELS = 50;

  private static Tensor leaf(double[] values, int columns, Precision format) {
    Tensor x = Maps.tensor(values, -1, columns).to(format.scalarType());
    x.set_requires_grad(true);
    return x;
  }

  private static double[] slopes(int count) {
    Random random = new Random(4);
    double[] v = new double[count];
    Arrays.setAll(v, i -> SHARED * (1 << random.nextInt(4)) * (random.nextBoolean() ? 1 : -1));
    return v;
  }

  /** The values, then the derivative by x, of the maximum under weights v. */
  private static double[][] results(Tensor y, Tensor x, Precision format) {
    double[] v = slopes((int) y.numel());
    y.mul(Maps.tensor(v, y.sizes().vec().get()).to(format.scalarType())).sum().backward();
    assertThat(Tensors.has(y, format.scalarType())).isTrue();
    assertThat(Tensors.has(x.grad(), format.scalarType())).isTrue();
    return new double[][] {Tensors.toDoubles(y), Tensors.toDoubles(x.grad())};
  }

  private static double[][] assertLikeAmax(double[] values, int orientations, Precision format) {
    Tensor x = leaf(values, orientations * FIELDS, format);
    Tensor plain = leaf(values, orientations * FIELDS, format);
    Tensor amax = Tensors.max(plain.view(-1, orientations, FIELDS), 1);
    double[][] expected = results(amax, plain, format);
    double[][] found = results(GroupMaximum.of(x, orientations), x, format);
    assertThat(Maps.error(found[0], expected[0])).as("values").isZero();
    assertThat(Maps.error(found[1], expected[1])).as("derivatives").isZero();
    return found;
  }

  /** A derivative of nothing may be −0. */
  private static double[] unsignedZeros(double[] values) {
    return Arrays.stream(values).map(v -> v + 0.0).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void numbersThatDiffer(Precision format) {
    for (int orientations : new int[] {2, 4, 8}) {
      double[] values = Maps.normal(orientations, PIXELS * orientations * FIELDS);
      double[] gradient = assertLikeAmax(values, orientations, format)[1];
      assertThat(Arrays.stream(gradient).filter(g -> g != 0).count())
          .isGreaterThanOrEqualTo(PIXELS * FIELDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void someAndAllThatAreEqual(Precision format) {
    Random random = new Random(1);
    for (int orientations : new int[] {2, 4, 8}) {
      double[] values = new double[PIXELS * orientations * FIELDS];
      Arrays.setAll(values, i -> random.nextInt(3) - 1);
      Arrays.fill(values, 0, orientations * FIELDS, 0);
      double[] gradient = assertLikeAmax(values, orientations, format)[1];
      for (int c = 0; c < orientations; c++) {
        for (int f = 0; f < FIELDS; f++) {
          assertThat(gradient[c * FIELDS + f])
              .as("all equal")
              .isEqualTo(slopes(FIELDS)[f] / orientations);
        }
      }
    }
  }

  /** The closest neighbours that a format has are told apart. */
  @ParameterizedTest
  @EnumSource
  void neighboursAreNotEqual(Precision format) {
    double least =
        switch (format) {
          case BFLOAT16 -> 0x1p-133;
          case FLOAT32 -> Float.MIN_VALUE;
          case FLOAT64 -> Double.MIN_VALUE;
        };
    double[] values = {0, least, 1, least, 0, 1 + 0x1p-7};
    double[] gradient = assertLikeAmax(values, 2, format)[1];
    double[] v = slopes(FIELDS);
    assertThat(unsignedZeros(gradient)).containsExactly(0, v[1], 0, v[0], 0, v[2]);
  }

  @ParameterizedTest
  @EnumSource
  void manyBlocks(Precision format) {
    Random random = new Random(2);
    double[] values = new double[200_001 * 4 * FIELDS];
    Arrays.setAll(values, i -> random.nextInt(40) / 8.0);
    assertThat(Columns.blocks(leaf(values, 4 * FIELDS, format))).hasSizeGreaterThan(1);
    assertLikeAmax(values, 4, format);
  }

  static Stream<Subgroup> subgroups() {
    return Subgroup.all(PointGroup.dihedral(4)).stream();
  }

  /** By the definition, element by element of the subgroup, with ties. */
  @ParameterizedTest
  @MethodSource("subgroups")
  void projectionsOverSubgroupsShareAlike(Subgroup subgroup) {
    PointGroup d4 = PointGroup.dihedral(4);
    FeatureType type = FeatureType.regular(d4, FIELDS);
    Cosets target = Cosets.of(subgroup);
    Random random = new Random(3);
    double[] values = new double[2 * 4 * d4.order() * FIELDS];
    Arrays.setAll(values, i -> random.nextInt(3));
    double[] v = slopes(2 * 4 * target.count() * FIELDS);
    double[] expected = new double[values.length];
    for (int pixel = 0; pixel < 8; pixel++) {
      for (int c = 0; c < target.count(); c++) {
        for (int f = 0; f < FIELDS; f++) {
          int[] at = new int[subgroup.order()];
          int i = 0;
          for (int s : subgroup.elements()) {
            int hs = d4.product(target.representative(c), s);
            at[i++] = (pixel * d4.order() + hs) * FIELDS + f;
          }
          double max = Arrays.stream(at).mapToDouble(k -> values[k]).max().orElseThrow();
          int[] maxima = Arrays.stream(at).filter(k -> values[k] == max).toArray();
          for (int k : maxima) {
            expected[k] = v[(pixel * target.count() + c) * FIELDS + f] / maxima.length;
          }
        }
      }
    }
    for (Precision format : Precision.values()) {
      Tensor rows = leaf(values, type.channels(), format);
      try (Weights none = Weights.initialise(List.of(), 0)) {
        FeatureMap y =
            new Projection(type, subgroup, Reduction.MAX)
                .apply(FeatureMap.ofRows(type, rows, 2, 2, 2), Pass.training(none, 0));
        Tensor weights = Maps.tensor(v, -1, y.type().channels()).to(format.scalarType());
        y.rows().mul(weights).sum().backward();
      }
      assertThat(unsignedZeros(Tensors.toDoubles(rows.grad())))
          .as(format.toString())
          .containsExactly(expected);
    }
  }
}
