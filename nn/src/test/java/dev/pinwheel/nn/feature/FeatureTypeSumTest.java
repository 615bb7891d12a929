package dev.pinwheel.nn.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types with several kinds of fields, and fields that are not on cosets. */
@ExtendWith(NativeScope.class)
class FeatureTypeSumTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C16: 5 regular + 2 quotient(C8) + 4 trivial",
        "C4: 1 trivial",
        "D4: 8 quotient(C4)",
        "C8: 3 irrep(1) + 1 irrep(4) + 2 regular",
        "D4: 1 irrep(1,1) + 2 irrep(1,0) + 1 regular + 3 trivial + 1 regular",
        "O: 1 regular + 2 trivial",
        "reflection: 1 irrep(1) + 2 trivial"
      })
  void readBack(String text) {
    FeatureType type = FeatureType.parse(text);
    assertThat(type).hasToString(text);
    assertThat(FeatureType.parse(type.toString())).isEqualTo(type);
    assertThat(FeatureType.parse(type.toString())).hasSameHashCodeAs(type);
    assertThat(FeatureType.sum(type.parts())).isEqualTo(type);
    assertThat(type.channels())
        .isEqualTo(type.parts().stream().mapToInt(FeatureType::channels).sum());
  }

  @Test
  void numbersOfTheParts() {
    FeatureType type = FeatureType.parse("C16: 5 regular + 2 quotient(C8) + 4 trivial");
    PointGroup c16 = PointGroup.cyclic(16);
    assertThat(type.isSum()).isTrue();
    assertThat(type.fields()).isEqualTo(11);
    assertThat(type.channels()).isEqualTo(5 * 16 + 2 * 2 + 4);
    assertThat(type.parts())
        .containsExactly(
            FeatureType.regular(c16, 5),
            FeatureType.quotient(c16, Subgroup.embed(c16, PointGroup.cyclic(8)), 2),
            FeatureType.trivial(c16, 4));
    assertThat(FeatureType.parse("C8: 3 irrep(1)").channels()).isEqualTo(6);
    assertThat(FeatureType.parse("C8: 3 irrep(4)").channels()).isEqualTo(3);
    assertThat(FeatureType.parse("C8: 3 irrep(4)").isTrivial()).isFalse();
    assertThat(FeatureType.parse("C8: 3 irrep(0)")).isEqualTo(FeatureType.parse("C8: 3 trivial"));
    assertThat(FeatureType.parse("C8: 1 trivial + 2 trivial"))
        .isEqualTo(FeatureType.trivial(PointGroup.cyclic(8), 3));
    assertThat(FeatureType.parse("C8: 3 irrep(1)"))
        .isNotEqualTo(FeatureType.parse("C8: 3 irrep(2)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C4 1 regular",
        "C4: regular",
        "C4: 1 regular +",
        "C4: 1 irrep(9)",
        "C4: 0 regular"
      })
  void otherTextsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> FeatureType.parse(text));
  }

  @Test
  void sumsHaveNoKindOfTheirOwn() {
    FeatureType type = FeatureType.parse("C4: 1 regular + 1 quotient(C2)");
    assertThatIllegalArgumentException()
        .isThrownBy(type::orientations)
        .withMessageContaining("'C4: 1 regular + 1 quotient(C2)' has fields of several kinds");
    assertThatIllegalArgumentException()
        .isThrownBy(FeatureType.parse("C4: 1 irrep(1)")::cosets)
        .withMessageContaining("no functions on cosets");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FeatureType.sum(
                    List.of(
                        FeatureType.parse("C4: 1 regular"), FeatureType.parse("C2: 1 regular"))));
  }

  private static FeatureMap random(FeatureType type, long seed) {
    double[] rows = Maps.normal(seed, 2 * 9 * type.channels());
    return FeatureMap.ofRows(type, Maps.tensor(rows, -1, type.channels()), 2, 3, 3);
  }

  /** L_g L_h = L_gh, lengths stay, and parts are transformed as if they were alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C4: 1 regular + 2 quotient(C2) + 1 trivial + 2 irrep(1)",
        "D4: 1 irrep(1,1) + 2 irrep(1,0) + 1 quotient(C4)",
        "D4: 2 irrep(1,1)"
      })
  void theActionIsAHomomorphismPartByPart(String text) {
    FeatureType type = FeatureType.parse(text);
    FeatureMap x = random(type, 1);
    double[] values = Tensors.toDoubles(x.rows());
    PointGroup group = type.group();
    for (int g = 0; g < group.order(); g++) {
      double[] turned = Tensors.toDoubles(x.transform(g).rows());
      assertThat(norm(turned))
          .isCloseTo(norm(values), org.assertj.core.api.Assertions.within(1e-12));
      for (int h = 0; h < group.order(); h++) {
        double[] twice = Tensors.toDoubles(x.transform(h).transform(g).rows());
        double[] once = Tensors.toDoubles(x.transform(group.product(g, h)).rows());
        assertThat(Maps.error(twice, once)).isLessThan(1e-14);
      }
      List<FeatureMap> parts = x.transform(g).parts();
      for (int i = 0; i < parts.size(); i++) {
        assertThat(parts.get(i).type()).isEqualTo(type.parts().get(i));
        assertThat(
                Maps.error(
                    Tensors.toDoubles(parts.get(i).rows()),
                    Tensors.toDoubles(x.parts().get(i).transform(g).rows())))
            .isZero();
      }
    }
    assertThat(Tensors.toDoubles(FeatureMap.join(x.parts()).rows())).containsExactly(values);
  }

  private static double norm(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }
}
