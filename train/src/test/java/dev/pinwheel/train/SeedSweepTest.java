package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.TrainTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedSweepTest {
  private static final TrainTest DATA = Rings.data(20, 20);

  @TempDir Path temporary;

  private static RunResult result(double error) {
    return new RunResult("p4cnn", 0, 1, 100, (int) (100 * error), error, 1, List.of(), 1, "");
  }

  @Test
  void meanAndDeviationAreThoseByHand() {
    SeedSweep sweep = new SeedSweep(List.of(result(0.02), result(0.04), result(0.09)));

    assertThat(sweep.meanError()).isCloseTo(0.05, within(1e-15));
    assertThat(sweep.errorDeviation())
        .isCloseTo(Math.sqrt((0.0009 + 0.0001 + 0.0016) / 2), within(1e-15));
    assertThat(new SeedSweep(List.of(result(0.02))).errorDeviation()).isNaN();
  }

  @Test
  void everySeedHasItsFolderAndIsRunOnce() {
    TrainConfig config = Rings.config(r -> r.seed = 5);
    RunFolder folder = new RunFolder(temporary);
    List<Integer> epochs = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void epochEnded(EpochMetrics metrics, int total) {
            epochs.add(metrics.epoch());
          }
        };
    SeedSweep one = SeedSweep.run(config, 1, DATA, folder, listener);
    assertThat(epochs).containsExactly(1, 2);
    SeedSweep two = SeedSweep.run(config, 2, DATA, folder, listener);

    assertThat(epochs).containsExactly(1, 2, 1, 2);
    assertThat(two.results()).extracting(RunResult::seed).containsExactly(5L, 6L);
    assertThat(two.results().get(0)).isEqualTo(one.results().get(0));
    assertThat(two.results().get(1).weightsSha256())
        .isEqualTo(
            new Trainer(config.with().seed(6).build(), DATA)
                .run(new RunFolder(temporary.resolve("alone")), listener)
                .weightsSha256());
    assertThat(folder.sweep()).contains(new SweepRecord(config, 2, null));
    assertThat(temporary.resolve("seed-6/run.json")).exists();
  }

  @Test
  void otherRunsInTheFolderAreRefused() {
    RunFolder folder = new RunFolder(temporary);
    folder.writeJson(RunFolder.SWEEP, new SweepRecord(Rings.config(r -> {}), 2, null));

    assertThatThrownBy(
            () ->
                SeedSweep.run(
                    Rings.config(r -> r.epochs = 9), 2, DATA, folder, new TrainListener() {}))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(temporary + " holds other runs");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SeedSweep.run(Rings.config(r -> {}), 0, DATA, folder, new TrainListener() {}))
        .withMessageContaining("at least 1, not 0");
  }
}
