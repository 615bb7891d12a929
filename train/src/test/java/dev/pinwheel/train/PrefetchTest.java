package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrefetchTest {
  /** Batches that hold their number; remembers how many were made, and on which thread. */
  private static final class Numbered implements BatchSource {
    private final int count;
    private final IntConsumer before;
    private final AtomicInteger made = new AtomicInteger();
    private volatile Thread thread;

    Numbered(int count, IntConsumer before) {
      this.count = count;
      this.before = before;
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public Batch batch(int number) {
      thread = Thread.currentThread();
      before.accept(number);
      assertThat(number).isEqualTo(made.getAndIncrement());
      return new Batch(new float[] {number}, new long[] {number});
    }
  }

  private static Numbered numbered(int count) {
    return new Numbered(count, number -> {});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void noMoreBatchesAreMadeAheadThanAsked(int ahead) throws InterruptedException {
    Numbered source = numbered(20);
    try (Prefetch prefetch = Prefetch.of(source, ahead)) {
      for (int taken = 0; taken < 20; taken++) {
        int allowed = Math.min(20, taken + ahead);
        while (source.made.get() < allowed || source.thread.getState() != Thread.State.WAITING) {
          Thread.sleep(1);
        }
        assertThat(source.made).hasValue(allowed);
        assertThat(prefetch.next().labels()).containsExactly(taken);
      }
    }
  }

  @Test
  void batchesAreMadeByOneNamedDaemonThatEndsWithTheLast() {
    Numbered source = numbered(5);
    Thread first;
    try (Prefetch prefetch = Prefetch.of(source)) {
      prefetch.next();
      first = source.thread;
      assertThat(first.isDaemon()).isTrue();
      assertThat(first.getName()).isEqualTo("pinwheel-batches");
      for (int b = 1; b < 5; b++) {
        prefetch.next();
      }
      assertThatThrownBy(prefetch::next)
          .isInstanceOf(NoSuchElementException.class)
          .hasMessage("there is no batch 6 of 5: all are taken, or this is closed");
    }
    assertThat(source.thread).isSameAs(first);
    assertThat(first.isAlive()).isFalse();
  }

  @Test
  void whatTheSourceThrowsComesAtItsPlaceAndEndsTheThread() {
    for (Throwable thrown :
        new Throwable[] {
          new DataException("digit 7 is torn: fetch it again"), new OutOfMemoryError("no room")
        }) {
      Numbered source =
          new Numbered(
              9,
              number -> {
                if (number == 2 && thrown instanceof Error e) {
                  throw e;
                } else if (number == 2) {
                  throw (RuntimeException) thrown;
                }
              });
      try (Prefetch prefetch = Prefetch.of(source, 1)) {
        assertThat(prefetch.next().labels()).containsExactly(0);
        assertThat(prefetch.next().labels()).containsExactly(1);
        assertThatThrownBy(prefetch::next).isSameAs(thrown);
        assertThat(source.thread.isAlive()).isFalse();
        assertThatThrownBy(prefetch::next).isInstanceOf(NoSuchElementException.class);
      }
      assertThat(source.made).hasValue(2);
    }
  }

  @Test
  void closedEarlyItInterruptsTheBatchInTheMaking() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Numbered source = new Numbered(9, number -> await(number, begun, never));
    Prefetch prefetch = Prefetch.of(source);
    prefetch.next();
    begun.await();
    prefetch.close();

    assertThat(source.thread.isAlive()).isFalse();
    assertThat(source.made).hasValue(1);
    assertThatThrownBy(prefetch::next).isInstanceOf(NoSuchElementException.class);
    prefetch.close();
  }

  /** Waits in batch 1, after saying so; for good, if the thread weren't interrupted. */
  private static void await(int number, CountDownLatch begun, CountDownLatch never) {
    if (number == 1) {
      begun.countDown();
      try {
        assertThat(never.await(20, TimeUnit.SECONDS)).as("interrupted").isTrue();
      } catch (InterruptedException e) {
        throw new DataException("interrupted", e);
      }
    }
  }

  @Test
  void anInterruptionEndsTheWait() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Numbered source = new Numbered(9, number -> await(number, begun, never));
    Thread consumer = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              while (consumer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              consumer.interrupt();
            });
    try (Prefetch prefetch = Prefetch.of(source)) {
      prefetch.next();
      begun.await();
      other.setDaemon(true);
      other.start();
      assertThatThrownBy(prefetch::next)
          .isInstanceOf(TrainingException.class)
          .hasMessage("interrupted before batch 2 of 9")
          .hasCauseInstanceOf(InterruptedException.class);
      assertThat(source.thread.isAlive()).isFalse();
    }
    assertThat(Thread.interrupted()).isTrue();
    other.join();
  }

  @Test
  void anEarlierInterruptionIsMetAtTheNextBatchAndKeptByClose() {
    Numbered source = numbered(9);
    try (Prefetch prefetch = Prefetch.of(source)) {
      prefetch.next();
      Thread.currentThread().interrupt();
      assertThatThrownBy(prefetch::next).hasMessage("interrupted before batch 2 of 9");
    }
    assertThat(Thread.interrupted()).isTrue();

    Prefetch prefetch = Prefetch.of(numbered(9));
    prefetch.next();
    Thread.currentThread().interrupt();
    prefetch.close();
    assertThat(Thread.interrupted()).isTrue();
  }
}
