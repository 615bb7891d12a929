package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TranslationGroupTest {

  private static final TranslationGroup PLANE = new TranslationGroup(2);

  @Provide
  Arbitrary<Vector> vectors() {
    // Whole numbers add without rounding, so that the axioms hold to the last bit.
    return Arbitraries.integers()
        .between(-1000, 1000)
        .list()
        .ofSize(2)
        .map(c -> Vector.of(c.get(0), c.get(1)));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void axioms(
      @ForAll("vectors") Vector g, @ForAll("vectors") Vector h, @ForAll("vectors") Vector i) {
    assertThat(PLANE.product(PLANE.product(g, h), i))
        .isEqualTo(PLANE.product(g, PLANE.product(h, i)));
    assertThat(PLANE.product(PLANE.identity(), g)).isEqualTo(g);
    assertThat(PLANE.product(g, PLANE.inverse(g))).isEqualTo(PLANE.identity());
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void leftRegularIsAHomomorphism(
      @ForAll("vectors") Vector g, @ForAll("vectors") Vector h, @ForAll("vectors") Vector x) {
    ScalarField f = p -> 3 * p.get(0) + Math.cos(p.get(1));
    assertThat(PLANE.leftRegular(g, PLANE.leftRegular(h, f)).at(x))
        .isEqualTo(PLANE.leftRegular(PLANE.product(g, h), f).at(x));
    assertThat(PLANE.leftRegular(g, f).at(PLANE.act(g, x))).isEqualTo(f.at(x));
  }

  @Test
  void translatesAFunctionOnTheLine() {
    TranslationGroup line = new TranslationGroup(1);
    ScalarField step = x -> x.get(0) < 0 ? 0 : 1;
    ScalarField moved = line.leftRegular(Vector.of(5), step);
    assertThat(moved.at(Vector.of(4))).isZero();
    assertThat(moved.at(Vector.of(6))).isEqualTo(1);
  }

  @Test
  void refusesOtherSpaces() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TranslationGroup(0))
        .withMessageContaining("R^0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PLANE.inverse(Vector.of(1)))
        .withMessageContaining("[1.0] is not in R^2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vector.of(1).plus(Vector.of(1, 2)))
        .withMessageContaining("[1.0] and [1.0, 2.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vector.zero(-1))
        .withMessageContaining("-1 coordinates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Vector.of(1, 2).get(2))
        .withMessageContaining("no coordinate 2 in [1.0, 2.0]");
  }

  @Test
  void vectorsAreValues() {
    assertThat(Vector.of(1, -0.0)).isEqualTo(Vector.of(1, 0)).hasToString("[1.0, 0.0]");
    assertThat(Vector.of(3, 4).norm()).isEqualTo(5);
    assertThat(Vector.of(3, 4).minus(Vector.of(1, 1))).isEqualTo(Vector.of(2, 3));
    assertThat(Vector.of(1).isCloseTo(Vector.of(1, 2), 9)).isFalse();
    assertThat(Vector.of(1).isCloseTo(Vector.of(1.5), 0.4)).isFalse();
  }
}
