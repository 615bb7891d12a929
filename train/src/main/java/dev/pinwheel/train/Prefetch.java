package dev.pinwheel.train;

import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes a source's batches on a thread of its own, in order, while earlier ones are trained on.
 *
 * <p>No more than {@code ahead} batches are made or begun before they are asked for; so memory is
 * bounded, and what comes out is what the source makes, bit for bit. One thread takes the batches
 * and closes.
 */
final class Prefetch implements AutoCloseable {
  /** The name of the thread that makes batches. */
  static final String THREAD = "pinwheel-batches";

  /** One batch is ready when the next is asked for, and two more make up for a slow one. */
  private static final int AHEAD = 3;

  private final BatchSource source;
  private final Queue<Future<Batch>> begun = new ArrayDeque<>();
  private final ExecutorService worker;
  private Thread thread;
  private int taken;

  private Prefetch(BatchSource source) {
    this.source = source;
    this.worker =
        Executors.newSingleThreadExecutor(
            work -> {
              thread = new Thread(work, THREAD);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins with the first batches. */
  static Prefetch of(BatchSource source) {
    return of(source, AHEAD);
  }

  /** Begins with the first {@code ahead} batches, at least 1. */
  static Prefetch of(BatchSource source, int ahead) {
    Prefetch prefetch = new Prefetch(source);
    for (int i = 0; i < ahead; i++) {
      prefetch.begin();
    }
    return prefetch;
  }

  private void begin() {
    int number = taken + begun.size();
    if (number < source.count()) {
      begun.add(worker.submit(() -> source.batch(number)));
    }
  }

  /**
   * Takes the next batch, and has one more made in its place. After an exception there are no more.
   *
   * @throws RuntimeException as the source threw it; likewise an {@link Error}
   * @throws TrainingException if this thread is interrupted, which it stays
   * @throws NoSuchElementException if all batches are taken, or this is closed
   */
  Batch next() {
    if (begun.isEmpty()) {
      throw new NoSuchElementException(
          "there is no batch "
              + (taken + 1)
              + " of "
              + source.count()
              + ": all are taken, or this is closed");
    }
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Batch batch = begun.element().get();
      begun.remove();
      taken++;
      begin();
      return batch;
    } catch (ExecutionException e) {
      close();
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new AssertionError("a source throws nothing checked", e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new TrainingException(
          "interrupted before batch " + (taken + 1) + " of " + source.count(), e);
    }
  }

  /** Stops: interrupts a batch in the making, and returns when the thread has ended. */
  @Override
  public void close() {
    begun.clear();
    worker.shutdownNow();
    boolean interrupted = false;
    while (thread != null) {
      try {
        thread.join();
        thread = null;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
