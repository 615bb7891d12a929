package dev.pinwheel.group.fourier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.FiniteGroup;
import dev.pinwheel.group.PointGroup;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FourierTransformTest {
  private static final double ROUNDING = 1e-14;

  static Stream<FiniteGroup> transformed() {
    PointGroup cube = PointGroup.cubeSymmetries();
    return Stream.concat(
        Stream.of("C1", "C2", "C4", "D1", "D2", "D4").map(PointGroup::parse),
        Stream.of(
            PointGroup.trivial(3),
            PointGroup.reflection(),
            PointGroup.dihedral(4).extendedTo(3),
            renumbered(PointGroup.dihedral(4), new int[] {0, 2, 7, 5, 3, 6, 1, 4}),
            renumbered(PointGroup.cyclic(4), new int[] {0, 2, 3, 1}),
            PointGroup.generate(
                "about another axis",
                cube.matrix(
                    IntStream.range(0, cube.order())
                        .filter(g -> cube.elementOrder(g) == 4)
                        .findFirst()
                        .orElseThrow()))));
  }

  /** The same group with element g under the number to[g]. */
  private static FiniteGroup renumbered(FiniteGroup group, int[] to) {
    int[] from = new int[to.length];
    for (int g = 0; g < to.length; g++) {
      from[to[g]] = g;
    }
    return FiniteGroup.of("renumbered", to.length, (g, h) -> to[group.product(from[g], from[h])]);
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void makesCorrelationsOverTheGroupProductsOfMatrices(FiniteGroup group) {
    FourierTransform transform = FourierTransform.of(group).orElseThrow();
    Random random = new Random(1);
    for (int trial = 0; trial < 20; trial++) {
      double[] u = random.doubles(group.order(), -1, 1).toArray();
      double[] k = random.doubles(group.order(), -1, 1).toArray();
      double[] found = inFourierDomain(transform, u, k);
      for (int h = 0; h < group.order(); h++) {
        double expected = 0;
        for (int s = 0; s < group.order(); s++) {
          expected += k[group.product(group.inverse(h), s)] * u[s];
        }
        assertThat(found[h]).isCloseTo(expected, within(ROUNDING));
      }
    }
  }

  /** Y = U M for all blocks, between the transform and the transposed one; by elements. */
  private static double[] inFourierDomain(FourierTransform transform, double[] u, double[] k) {
    int n = u.length;
    int[] elements = transform.elements();
    double[] slots = IntStream.of(elements).mapToDouble(g -> u[g]).toArray();
    transform.apply(slots);
    double[] products = new double[n];
    for (Block block : transform.blocks()) {
      for (int a = 0; a < block.rows(); a++) {
        for (int b = 0; b < block.columns(); b++) {
          for (int c = 0; c < block.columns(); c++) {
            double m = 0;
            for (int s = 0; s < n; s++) {
              m += block.weight(b, c, s) * k[elements[s]];
            }
            products[block.slot(a, c)] += slots[block.slot(a, b)] * m;
          }
        }
      }
    }
    transform.applyTransposed(products);
    double[] y = new double[n];
    for (int s = 0; s < n; s++) {
      y[elements[s]] = products[s];
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void hasEverySlotInOneBlock(FiniteGroup group) {
    FourierTransform transform = FourierTransform.of(group).orElseThrow();
    int[] slots =
        transform.blocks().stream()
            .flatMapToInt(
                block ->
                    IntStream.range(0, block.rows() * block.columns())
                        .map(i -> block.slot(i / block.columns(), i % block.columns())))
            .sorted()
            .toArray();
    assertThat(slots).containsExactly(IntStream.range(0, group.order()).toArray());
    assertThat(transform.elements()).containsExactlyInAnyOrder(slots);
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void beginsWithTheTrivialRepresentation(FiniteGroup group) {
    FourierTransform transform = FourierTransform.of(group).orElseThrow();
    assertThat(transform.blocks().get(0).slot(0, 0)).isZero();
    double[] u = new Random(2).doubles(group.order()).toArray();
    double sum = IntStream.range(0, u.length).mapToDouble(i -> u[i]).sum();
    transform.apply(u);
    assertThat(u[0]).isCloseTo(sum, within(ROUNDING));
    double[] constant = new double[group.order()];
    constant[0] = 3;
    transform.applyTransposed(constant);
    assertThat(constant).containsOnly(3);
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void isTransposedByTheReverseOrder(FiniteGroup group) {
    FourierTransform transform = FourierTransform.of(group).orElseThrow();
    Random random = new Random(3);
    double[] u = random.doubles(group.order(), -1, 1).toArray();
    double[] v = random.doubles(group.order(), -1, 1).toArray();
    double[] transformed = u.clone();
    double[] transposed = v.clone();
    transform.apply(transformed);
    transform.applyTransposed(transposed);
    assertThat(dot(transformed, v)).isCloseTo(dot(u, transposed), within(ROUNDING));
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @ParameterizedTest
  @CsvSource({"C1, 1", "C2, 2", "C4, 6", "D1, 2", "D2, 4", "D4, 12"})
  void takesFewerProductsThanTheOrderSquared(String group, int products) {
    assertThat(FourierTransform.of(PointGroup.parse(group)).orElseThrow().products())
        .isEqualTo(products);
  }

  @Test
  void isMissingWhereAdditionsAreNotEnough() {
    assertThat(Stream.of("C3", "C6", "C8", "D3", "D6", "D8", "O", "Oh").map(PointGroup::parse))
        .allSatisfy(group -> assertThat(FourierTransform.of(group)).isEmpty());
  }

  @Test
  void isMissingForTheQuaternions() {
    // Of order 8 with rotations of order 4, but no reflection.
    FiniteGroup quaternions =
        FiniteGroup.of(
            "Q8",
            8,
            (g, h) -> {
              int sign = (g / 4 + h / 4) % 2;
              int a = g % 4;
              int b = h % 4;
              boolean turns = a != 0 && b != 0 && (a == b || (b - a + 3) % 3 == 2);
              return (sign + (turns ? 1 : 0)) % 2 * 4 + (a ^ b);
            });
    assertThat(FourierTransform.of(quaternions)).isEmpty();
  }
}
