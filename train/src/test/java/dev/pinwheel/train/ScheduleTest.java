package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          constant                |   0 | 100 | 1
          constant                |  99 | 100 | 1
          step(200,250,300;0.1)   | 199 | 400 | 1
          step(200,250,300;0.1)   | 200 | 400 | 0.1
          step(200,250,300;0.1)   | 250 | 400 | 0.01
          step(200,250,300;0.1)   | 399 | 400 | 0.001
          step(0;0.5)             |   0 |   1 | 0.5
          exponential(15;0.8)     |  14 |  50 | 1
          exponential(15;0.8)     |  15 |  50 | 0.8
          exponential(15;0.8)     |  17 |  50 | 0.512
          cosine                  |   0 | 100 | 1
          cosine                  |  50 | 100 | 0.5
          cosine                  |  75 | 100 | 0.14644660940672624
          """)
  void aFormHasItsValues(String form, int epoch, int total, double factor) {
    assertThat(Schedule.parse(form).factor(epoch, total)).isCloseTo(factor, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "constant",
        "cosine",
        "step(200,250,300;0.1)",
        "step(5;2.0)",
        "exponential(15;0.8)"
      })
  void aFormIsPrintedAsItWasTyped(String form) {
    Schedule schedule = Schedule.parse(form);

    assertThat(schedule).hasToString(form).isEqualTo(Schedule.parse(" " + form + " "));
    assertThat(schedule.hashCode()).isEqualTo(Schedule.parse(form).hashCode());
  }

  @Property(tries = 100)
  void stepsMultiplyOncePerEpochReached(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 50) Integer> epochs,
      @ForAll @DoubleRange(min = 0.05, max = 2) double factor,
      @ForAll @IntRange(max = 60) int epoch) {
    String form = "step(" + epochs.toString().replaceAll("[\\[\\] ]", "") + ";" + factor + ")";
    double expected = 1;
    for (int at : epochs) {
      expected *= epoch >= at ? factor : 1;
    }

    assertThat(Schedule.parse(form)).hasToString(form);
    assertThat(Schedule.parse(form).factor(epoch, 60)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void cosineFallsAndNeverReachesZeroWithinTheRun() {
    for (int epoch = 1; epoch < 30; epoch++) {
      assertThat(Schedule.parse("cosine").factor(epoch, 30))
          .isPositive()
          .isLessThan(Schedule.parse("cosine").factor(epoch - 1, 30));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "consine",
        "step",
        "step()",
        "step(;0.1)",
        "step(5)",
        "step(5;)",
        "step(5;0)",
        "step(5;-1)",
        "step(5;NaN)",
        "step(-1;0.1)",
        "step(a;0.1)",
        "step(5;0.1",
        "exponential(1,2;0.5)",
        "exponential(15;0.8;3)",
        "cosine(3)"
      })
  void otherFormsAreRefused(String form) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.parse(form))
        .withMessageStartingWith("unknown schedule '" + form + "': use constant, cosine, step(");
  }
}
