package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AffineGroupTest {

  private static final List<AffineGroup> GROUPS =
      List.of(
          AffineGroup.of(PointGroup.cyclic(8)),
          AffineGroup.of(PointGroup.dihedral(6)),
          AffineGroup.of(PointGroup.reflection()),
          AffineGroup.of(PointGroup.cubeSymmetries()));

  private static final double TOLERANCE = 1e-9;

  /** A group with three of its elements and a point. */
  record Sample(AffineGroup group, AffineElement g, AffineElement h, AffineElement i, Vector x) {}

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.of(GROUPS)
        .flatMap(
            group ->
                Combinators.combine(elements(group), elements(group), elements(group))
                    .flatAs(
                        (g, h, i) ->
                            vectors(group.pointGroup().dimension())
                                .map(x -> new Sample(group, g, h, i, x))));
  }

  private static Arbitrary<AffineElement> elements(AffineGroup group) {
    PointGroup points = group.pointGroup();
    return Combinators.combine(
            vectors(points.dimension()), Arbitraries.integers().between(0, points.order() - 1))
        .as(AffineElement::new);
  }

  private static Arbitrary<Vector> vectors(int dimension) {
    return Arbitraries.doubles()
        .between(-100, 100)
        .array(double[].class)
        .ofSize(dimension)
        .map(Vector::of);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void axioms(@ForAll("samples") Sample s) {
    AffineGroup group = s.group;
    AffineElement left = group.product(group.product(s.g, s.h), s.i);
    AffineElement right = group.product(s.g, group.product(s.h, s.i));
    assertThat(left.isCloseTo(right, TOLERANCE)).isTrue();
    assertThat(group.product(group.identity(), s.g)).isEqualTo(s.g);
    assertThat(group.product(s.g, group.identity())).isEqualTo(s.g);
    AffineElement inverse = group.inverse(s.g);
    assertThat(group.product(s.g, inverse).isCloseTo(group.identity(), TOLERANCE)).isTrue();
    assertThat(group.product(inverse, s.g).isCloseTo(group.identity(), TOLERANCE)).isTrue();
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void actsFromTheLeft(@ForAll("samples") Sample s) {
    Vector twice = s.group.act(s.g, s.group.act(s.h, s.x));
    assertThat(s.group.act(s.group.product(s.g, s.h), s.x).isCloseTo(twice, TOLERANCE)).isTrue();
    assertThat(s.group.act(s.group.identity(), s.x)).isEqualTo(s.x);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void matricesMultiply(@ForAll("samples") Sample s) {
    Matrix product = s.group.matrix(s.g).times(s.group.matrix(s.h));
    assertThat(product.isCloseTo(s.group.matrix(s.group.product(s.g, s.h)), TOLERANCE)).isTrue();
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void leftRegularIsAHomomorphism(@ForAll("samples") Sample s) {
    ScalarField f = x -> Math.sin(0.1 * x.get(0) + 0.2 * x.get(x.dimension() - 1) + 0.3);
    ScalarField twice = s.group.leftRegular(s.g, s.group.leftRegular(s.h, f));
    ScalarField once = s.group.leftRegular(s.group.product(s.g, s.h), f);
    assertThat(Math.abs(twice.at(s.x) - once.at(s.x))).isLessThan(TOLERANCE);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void leftRegularMovesValuesAlong(@ForAll("samples") Sample s) {
    ScalarField f = x -> Math.exp(-0.01 * x.norm()) + x.get(0);
    double moved = s.group.leftRegular(s.g, f).at(s.group.act(s.g, s.x));
    assertThat(Math.abs(moved - f.at(s.x))).isLessThan(TOLERANCE);
  }

  @Test
  void semidirectProductOfTheTalk() {
    AffineGroup se2 = AffineGroup.of(PointGroup.cyclic(4));
    AffineElement g = se2.element(1, 1, 0);
    AffineElement h = se2.element(2, 0, 3);
    // t + R t' = (1, 0) + (-3, 0).
    assertThat(se2.product(g, h)).isEqualTo(se2.element(3, -2, 0));
    assertThat(se2.inverse(g)).isEqualTo(se2.element(3, 0, 1));
    assertThat(se2.act(g, Vector.of(2, 0))).isEqualTo(Vector.of(1, 2));
    assertThat(se2).hasToString("R^2 ⋊ C4");
    assertThat(g).hasToString("([1.0, 0.0], 1)");
    assertThat(se2).isEqualTo(AffineGroup.of(PointGroup.parse("p4")));
    assertThat(se2).isNotEqualTo(AffineGroup.of(PointGroup.cyclic(8)));
    assertThat(se2.translations().dimension()).isEqualTo(2);
  }

  @Test
  void leftRegularOfTheTalk() {
    // Example II: f(R^-1(x - t)).
    AffineGroup se2 = AffineGroup.of(PointGroup.cyclic(4));
    ScalarField f = x -> 10 * x.get(0) + x.get(1);
    double value = se2.leftRegular(se2.element(1, 1, 2), f).at(Vector.of(4, 6));
    // R^-1 (3, 4) = (4, -3).
    assertThat(value).isEqualTo(37);
  }

  @Test
  void refusesWhatIsNoElement() {
    AffineGroup se2 = AffineGroup.of(PointGroup.cyclic(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> se2.element(4, 0, 0))
        .withMessageContaining("no element 4 in C4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> se2.element(1, 7))
        .withMessageContaining("([7.0], 1) is not in R^2 ⋊ C4; give 2 coordinates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> se2.act(se2.identity(), Vector.of(1, 2, 3)))
        .withMessageContaining("[1.0, 2.0, 3.0]");
  }
}
