package dev.pinwheel.group.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridKernelsTest {
  /** By the definition, with matrices: e_j(h⁻¹y) is 1 where h maps tap j to y. */
  @ParameterizedTest
  @CsvSource({
    "C4, 3",
    "C4, 4",
    "D4, 5",
    "D1, 2",
    "O, 3",
    "Oh, 2",
    "reflection, 3",
    "trivial(2), 3"
  })
  void functionsAreTapsThatTheGroupPermutes(String name, int kernel) {
    PointGroup group = PointGroup.parse(name);
    KernelBasis basis = new GridKernels().basis(group, kernel);
    Grid taps = basis.taps();
    assertThat(basis.functions()).isEqualTo(taps.points());
    for (int h = 0; h < group.order(); h++) {
      for (int j = 0; j < basis.functions(); j++) {
        double[] turned = basis.turned(h, j);
        double[] expected = group.matrix(h).apply(taps.coordinates(j));
        for (int y = 0; y < turned.length; y++) {
          boolean there = Arrays.equals(expected, taps.coordinates(y));
          assertThat(turned[y]).isEqualTo(there ? 1 : 0);
        }
        assertThat(
                ((TapPermutations) basis)
                    .sources(h)[Arrays.stream(turned).boxed().toList().indexOf(1.0)])
            .isEqualTo(j);
      }
    }
  }

  @Test
  void otherGroupsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridKernels().basis(PointGroup.cyclic(8), 3))
        .withMessageContaining("group C8 does not map the pixel grid onto itself");
    KernelBasis basis = new GridKernels().basis(PointGroup.cyclic(4), 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> basis.turned(4, 0))
        .withMessageContaining("element 4");
    assertThatIllegalArgumentException().isThrownBy(() -> basis.turned(0, 9));
  }
}
