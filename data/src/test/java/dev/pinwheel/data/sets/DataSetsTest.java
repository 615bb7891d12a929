package dev.pinwheel.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.Progress;
import org.junit.jupiter.api.Test;

class DataSetsTest {
  @Test
  void knowsItsSets() {
    assertThat(DataSets.names())
        .containsExactly("rotated-mnist", "rotated-mnist-amat", "mnist", "cifar10");
    for (String name : DataSets.names()) {
      assertThat(DataSets.get(name).name()).isEqualTo(name);
      assertThat(DataSets.get(name).description()).isNotBlank().doesNotContain("\n");
    }
    assertThat(DataSets.all()).hasSize(4);
  }

  @Test
  void suggestsTheNearest() {
    assertThatThrownBy(
            () -> DataSets.load("rotated-mnits", DataLocations.defaults(), Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "unknown data set \"rotated-mnits\": did you mean \"rotated-mnist\"? Known:"
                + " rotated-mnist, rotated-mnist-amat, mnist, cifar10");
  }
}
