package dev.pinwheel.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.nn.engine.Engine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerTest {
  private static final Effort SHORT = new Effort(3, 0, 0);

  private final int before = Engine.threads();
  private final List<String> turns = Collections.synchronizedList(new ArrayList<>());
  private final Set<Integer> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger ticks = new AtomicInteger();

  @AfterEach
  void restore() {
    Engine.setThreads(before);
  }

  @Test
  void roundsGiveEveryoneATurnAndTheFirstOneToEach() {
    List<Spread> spreads =
        new Rounds().time(List.of(named("a"), named("b"), named("c")), SHORT, 1, this::tick);

    assertThat(turns)
        .containsExactly(
            "a", "a", "b", "b", "c", "c", // warm-up
            "a", "b", "c", //
            "b", "c", "a", //
            "c", "a", "b");
    assertThat(spreads).hasSize(3).allMatch(s -> s.count() == 3 && s.low() >= 0);
    assertThat(ticks).hasValue(Timer.ticks(3, SHORT));
    assertThat(threads).containsExactly(1);
  }

  @Test
  void jmhDoesTheSameInThisProcess() {
    List<Spread> spreads =
        new JmhRounds().time(List.of(named("a"), named("b")), SHORT, 1, this::tick);

    // The second round begins with b, which had the last turn of the first; likewise the third.
    assertThat(withoutRepeats(turns)).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(spreads).hasSize(2).allMatch(s -> s.count() == 3 && s.median() > 0);
    assertThat(ticks).hasValue(Timer.ticks(2, SHORT));
    assertThat(threads).containsExactly(1);
  }

  @Test
  void jmhReportsAStepThatFails() {
    Contestant failing =
        new Contestant(
            () -> {
              throw new IllegalStateException("planted");
            },
            () -> {});

    assertThatThrownBy(() -> new JmhRounds().time(List.of(failing), SHORT, 1, this::tick))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("JMH could not run a step");
  }

  @Test
  void effortWithoutARoundIsRefused() {
    assertThatThrownBy(() -> Effort.QUICK.withRounds(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not 0");
  }

  private Contestant named(String name) {
    return new Contestant(
        () -> {
          turns.add(name);
          threads.add(Engine.threads());
        },
        () -> {});
  }

  private void tick() {
    ticks.incrementAndGet();
  }

  private static List<String> withoutRepeats(List<String> all) {
    List<String> kept = new ArrayList<>();
    for (String one : all) {
      if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(one)) {
        kept.add(one);
      }
    }
    return kept;
  }
}
