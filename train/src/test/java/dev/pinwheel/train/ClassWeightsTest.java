package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ClassWeightsTest {
  @Test
  void balancedClassesCountTheSameAndTheMeanWeightIsOne() {
    int[] counts = {10, 30, 0, 60};
    float[] weights = ClassWeights.BALANCED.of(counts);
    double sum = 0;
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0) {
        assertThat((double) weights[c] * counts[c]).isCloseTo(100 / 3.0, within(1e-5));
      }
      sum += (double) weights[c] * counts[c];
    }
    assertThat(sum).isCloseTo(100, within(1e-4));
    assertThat(weights[2]).isZero();
  }

  @Test
  void autoWeighsFromARatioOfMoreThanFourOn() {
    assertThat(ClassWeights.AUTO.of(new int[] {40, 10})).isEmpty();
    assertThat(ClassWeights.AUTO.of(new int[] {41, 10}))
        .isEqualTo(ClassWeights.BALANCED.of(new int[] {41, 10}));
    assertThat(ClassWeights.NONE.of(new int[] {1000, 1})).isEmpty();
  }

  @Test
  void theWrittenFormIsReadBack() {
    for (ClassWeights choice : ClassWeights.values()) {
      assertThat(ClassWeights.parse(choice.toString())).isEqualTo(choice);
    }
    assertThatThrownBy(() -> ClassWeights.parse("even"))
        .hasMessage("unknown class weights 'even': use none, balanced or auto");
  }

  @Test
  void olderConfigurationsHaveNone() {
    TrainConfig now = Rings.config(r -> {});
    String text = Json.write(now).replaceAll(",\\s*\"classWeights\"[^}]*", "");
    assertThat(text).doesNotContain("classWeights");
    assertThat(Json.read(text, TrainConfig.class, "test")).isEqualTo(now);
  }
}
