package dev.pinwheel.nn.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import org.junit.jupiter.api.Test;

class FeatureTypeTest {
  private static final PointGroup D4 = PointGroup.parse("D4");
  private static final Subgroup C4 = Subgroup.embed(D4, PointGroup.parse("C4"));

  @Test
  void printsGroupFieldsAndKind() {
    assertThat(FeatureType.trivial(D4, 1)).hasToString("D4: 1 trivial");
    assertThat(FeatureType.regular(D4, 10)).hasToString("D4: 10 regular");
    assertThat(FeatureType.quotient(D4, C4, 8)).hasToString("D4: 8 quotient(C4)");
  }

  @Test
  void aFieldHasOneValuePerCoset() {
    FeatureType type = FeatureType.quotient(D4, C4, 8);
    assertThat(type.orientations()).isEqualTo(2);
    assertThat(type.channels()).isEqualTo(16);
    assertThat(type.isRegular()).isFalse();
    assertThat(type.isTrivial()).isFalse();
    assertThat(FeatureType.regular(D4, 3).channels()).isEqualTo(24);
    assertThat(FeatureType.trivial(D4, 3).channels()).isEqualTo(3);
  }

  @Test
  void trivialAndRegularAreTheExtremeQuotients() {
    assertThat(FeatureType.quotient(D4, Subgroup.whole(D4), 2))
        .isEqualTo(FeatureType.trivial(D4, 2))
        .hasSameHashCodeAs(FeatureType.trivial(D4, 2));
    assertThat(FeatureType.quotient(D4, Subgroup.trivial(D4), 2))
        .isEqualTo(FeatureType.regular(D4, 2));
    PointGroup c1 = PointGroup.parse("C1");
    assertThat(FeatureType.trivial(c1, 2)).isEqualTo(FeatureType.regular(c1, 2));
  }

  @Test
  void typesDifferByGroupSubgroupAndFields() {
    FeatureType type = FeatureType.quotient(D4, C4, 2);
    assertThat(type)
        .isEqualTo(FeatureType.quotient(PointGroup.parse("p4m"), C4, 2))
        .isNotEqualTo(FeatureType.quotient(D4, C4, 3))
        .isNotEqualTo(FeatureType.quotient(D4, Subgroup.embed(D4, PointGroup.parse("D2")), 2))
        .isNotEqualTo(FeatureType.regular(PointGroup.parse("C2"), 2));
    assertThat(type.isSameKind(type.withFields(5))).isTrue();
    assertThat(type.isSameKind(FeatureType.regular(D4, 2))).isFalse();
  }

  @Test
  void senselessTypesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureType.regular(D4, 0))
        .withMessageContaining("at least 1 field, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureType.quotient(PointGroup.parse("D2"), C4, 1))
        .withMessageContainingAll("C4", "lies in D4", "not in D2");
  }
}
