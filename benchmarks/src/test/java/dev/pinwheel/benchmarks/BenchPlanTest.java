package dev.pinwheel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.benchmarks.timing.Effort;
import dev.pinwheel.nn.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchPlanTest {
  private static final Effort SHORT = new Effort(2, 0, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lifting            | 6
          group-correlation  | 8
          lifting-d4         | 3
          p4cnn-training     | 1
          p4cnn-inference    | 2
          p4cnn              | 6
          d4-residual        | 3
          """)
  void aNameIsACaseOrTheBeginningOfSome(String name, int count) {
    assertThat(BenchCases.select(List.of(name))).hasSize(count);
  }

  @Test
  void casesComeOnceAndInTheirOrder() {
    assertThat(BenchCases.select(List.of("p4cnn-memory", "p4cnn", "lifting-c4-10")))
        .extracting(BenchCase::name)
        .startsWith("lifting-c4-10", "p4cnn-training")
        .doesNotHaveDuplicates();
    assertThat(BenchPlan.caseNames()).containsAll(BenchPlan.quickCaseNames()).hasSize(23);
  }

  @Test
  void whatCannotBeMeasuredIsRefusedInWords() {
    BenchOptions options = options("p5cnn");
    assertThatThrownBy(() -> BenchPlan.of(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown case 'p5cnn': known are lifting-c4-10,");
    int many = Runtime.getRuntime().availableProcessors() + 1;
    assertThatThrownBy(
            () ->
                new BenchOptions(
                    List.of("p4cnn"), List.of(many), List.of(Precision.FLOAT32), SHORT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot measure with " + many + " threads");
    assertThatThrownBy(() -> BenchOptions.precision("float64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'float64': take float32");
  }

  @Test
  void multiplicationsAreCountedForwardAndBackward() {
    double macs = 26.0 * 26 * 9 * 40 * 40;
    double image = 26.0 * 26 * 9 * 40;

    assertThat(gigaflop("group-correlation-c4-10")).isEqualTo(2 * 32 * 3 * macs / 1e9);
    assertThat(gigaflop("lifting-c4-10")).isEqualTo(2 * 32 * 2 * image / 1e9);
    assertThat(gigaflop("group-correlation-c8-8"))
        .isEqualTo(2 * 32 * 3 * (24.0 * 24 * 25 * 64 * 64) / 1e9);
    assertThat(gigaflop("p4cnn-inference-1")).isEqualTo(2 * 11_673_760 / 1e9);
    assertThat(gigaflop("p4cnn-training")).isEqualTo(2 * 128 * (3 * 11_673_760.0 - image) / 1e9);
  }

  @Test
  void everyContestantOfEveryCaseTakesSteps() {
    for (String name : BenchPlan.caseNames()) {
      if (BenchCases.get(name) instanceof TimedCase timed) {
        for (Entrant entrant : timed.entrants(BenchOptions.trained())) {
          try (var contestant = entrant.start().apply(2)) {
            contestant.step().run();
            contestant.step().run();
          }
        }
      }
    }
  }

  @Test
  void aSmallRunFillsTheReport() {
    BenchPlan plan = BenchPlan.of(options("p4cnn-inference-1"));
    List<String> at = new ArrayList<>();
    AtomicLong units = new AtomicLong();

    BenchReport report =
        plan.run(
            "test",
            new BenchListener() {
              @Override
              public void at(String words) {
                at.add(words);
              }

              @Override
              public void advance(long n) {
                units.addAndGet(n);
              }
            });

    assertThat(at).contains("p4cnn-inference-1, 1 thread");
    assertThat(units).hasValue(plan.units());
    assertThat(report.peaks()).singleElement().matches(p -> p.float32() > 0 && p.copy() > 0);
    assertThat(report.measurements())
        .extracting(Measurement::contestant)
        .contains("pinwheel", "reference", "plain");
    Measurement reference =
        report.measurements().stream()
            .filter(m -> m.contestant().equals("reference"))
            .findFirst()
            .orElseThrow();
    for (Measurement m : report.measurements()) {
      assertThat(m.millis().count()).isEqualTo(2);
      assertThat(m.ofReference()).isEqualTo(m.millis().median() / reference.millis().median());
      assertThat(m.gigaflops() * m.millis().median() / 1e3)
          .isCloseTo(gigaflop("p4cnn-inference-1"), org.assertj.core.data.Offset.offset(1e-9));
    }
  }

  private static double gigaflop(String name) {
    return ((TimedCase) BenchCases.get(name)).gigaflop();
  }

  private static BenchOptions options(String name) {
    return new BenchOptions(List.of(name), List.of(1), BenchOptions.trained(), SHORT);
  }
}
