package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SemidirectProductTest {

  @Test
  void dihedralGroupsAreSemidirect() {
    for (int n = 1; n <= 12; n++) {
      PointGroup rotations = PointGroup.cyclic(n);
      SemidirectProduct product =
          SemidirectProduct.of(
              rotations, PointGroup.cyclic(2), (h, k) -> h == 0 ? k : rotations.inverse(k));
      // Not only isomorphic: element eN + k is the same in both.
      assertThat(product.asGroup().cayleyTable())
          .isDeepEqualTo(PointGroup.dihedral(n).cayleyTable());
    }
  }

  @Test
  void oneAnotherWithTheInversionIsOh() {
    SemidirectProduct product =
        SemidirectProduct.direct(PointGroup.cubeRotations(), PointGroup.cyclic(2));
    PointGroup oh = PointGroup.cubeSymmetries();
    int[] image = new int[48];
    for (int g = 0; g < 48; g++) {
      Matrix rotation = PointGroup.cubeRotations().matrix(product.normalPart(g));
      image[g] = oh.indexOf(rotation.times(product.actingPart(g) == 0 ? 1 : -1)).orElseThrow();
    }
    assertThat(image).doesNotHaveDuplicates();
    for (int g = 0; g < 48; g++) {
      for (int h = 0; h < 48; h++) {
        assertThat(image[product.asGroup().product(g, h)])
            .isEqualTo(oh.product(image[g], image[h]));
      }
    }
  }

  @Test
  void pairsHaveNumbers() {
    SemidirectProduct product =
        SemidirectProduct.direct(PointGroup.cyclic(3), PointGroup.cyclic(4));
    assertThat(product.asGroup().order()).isEqualTo(12);
    assertThat(product.asGroup().elementOrder(product.element(1, 1))).isEqualTo(12);
    for (int g = 0; g < 12; g++) {
      assertThat(product.element(product.normalPart(g), product.actingPart(g))).isEqualTo(g);
    }
    assertThat(product).hasToString("C3 × C4");
  }

  @Test
  void refusesWhatIsNoAction() {
    // Doubling twice is not the identity of C5.
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SemidirectProduct.of(
                    PointGroup.cyclic(5), PointGroup.cyclic(2), (h, n) -> h == 0 ? n : 2 * n % 5))
        .withMessageContaining("not one by automorphisms, since (1·1)[1] = 1 and not 4");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SemidirectProduct.of(
                    PointGroup.cyclic(3), PointGroup.cyclic(2), (h, n) -> h == 0 ? n : 0))
        .withMessageContaining("(1·1)[1] = 1 and not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SemidirectProduct.of(PointGroup.cyclic(3), PointGroup.cyclic(2), (h, n) -> 0))
        .withMessageContaining("0[1] = 0 and not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SemidirectProduct.of(
                    PointGroup.cyclic(4),
                    PointGroup.cyclic(2),
                    (h, n) -> h == 1 && n < 2 ? 1 - n : n))
        .withMessageContaining("1[0·0] = 1 and not 2");
  }
}
