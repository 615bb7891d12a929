package dev.pinwheel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.benchmarks.timing.Effort;
import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The cases that start a process or a whole training. */
class ProcessCasesTest {
  private static final int IMAGES = 64;

  @Test
  @EnabledOnOs(OS.LINUX)
  void thePeakHoldsAtLeastTheMapsThatTheBackwardPassNeeds() {
    TimedCase training = (TimedCase) BenchCases.get("p4cnn-training");
    Entrant plain = entrant(training, Entrant.PLAIN);

    double small = PeakMemory.measure(training, plain, 1, 1);
    double large = PeakMemory.measure(training, plain, IMAGES, 1);

    // The outputs of the first two convolutions and of their batch norms, in MiB.
    double maps = 2.0 * IMAGES * 40 * (26 * 26 + 24 * 24) * Float.BYTES / (1 << 20);
    assertThat(large).isGreaterThan(maps);
    assertThat(large - small).isGreaterThan(maps / 2);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aProcessThatFailsIsToldWithWhatItSaid() {
    TimedCase unknown =
        new TimedCase("nothing", Section.P4CNN, TimedCase.Kind.TRAINING, BenchNets.p4cnn(), IMAGES);

    assertThatThrownBy(
            () -> PeakMemory.measure(unknown, entrant(unknown, Entrant.PLAIN), IMAGES, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unknown case 'nothing'");
  }

  @Test
  void thePipelineIsTimedBothWaysAndLeavesNothing() {
    List<String> before = leftovers();
    BenchOptions options =
        new BenchOptions(
            List.of("p4cnn-pipeline"), List.of(1), BenchOptions.trained(), new Effort(2, 0, 0));
    BenchRun run =
        new BenchRun(
            options,
            new BenchListener() {
              @Override
              public void at(String words) {}

              @Override
              public void advance(long units) {}
            });

    new PipelineCase("small", "p4cnn", 3, 4).run(run);

    assertThat(run.pipeline()).hasSize(1);
    PipelineShare share = run.pipeline().get(0);
    assertThat(share.asTheyAre().count()).isEqualTo(2);
    assertThat(share.asTheyAre().median()).isPositive();
    assertThat(share.augmented().median()).isPositive();
    assertThat(leftovers()).isEqualTo(before);
  }

  private static Entrant entrant(TimedCase timed, String name) {
    return timed.entrants(BenchOptions.trained()).stream()
        .filter(e -> e.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> leftovers() {
    File folder = new File(System.getProperty("java.io.tmpdir"));
    String[] names = folder.list((dir, name) -> name.startsWith("pinwheel-bench-"));
    return names == null ? List.of() : List.of(names);
  }
}
