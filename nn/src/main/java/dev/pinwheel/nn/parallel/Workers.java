package dev.pinwheel.nn.parallel;

import dev.pinwheel.nn.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** Threads that compute by themselves: none of LibTorch's operations on them starts another one. */
final class Workers {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private Workers() {}

  /** Something to be computed. */
  interface Job<T> {
    T run();
  }

  static ExecutorService start(int count) {
    int before = Engine.threads();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "pinwheel-part-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    Exchange meeting = new Exchange(count);
    List<Job<Object>> settle = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var place = meeting.part(i);
      settle.add(
          () -> {
            useOneThread();
            // All meet, so that each thread of the pool has settled one task.
            return place.sum(new double[1]);
          });
    }
    run(workers, settle, meeting::abandon);
    Engine.setThreads(before);
    return workers;
  }

  /**
   * The number of threads is LibTorch's for the process and OpenMP's for the calling thread.
   * LibTorch looks at its own once more in a thread's first parallel operation, so that is done
   * here.
   */
  private static void useOneThread() {
    try (PointerScope scope = new PointerScope()) {
      Engine.setThreads(1);
      torch.ones(1 << 17).add(torch.ones(1 << 17));
    }
  }

  /** Runs jobs side by side, one a thread; if one fails the others are told to give up. */
  static <T> List<T> run(ExecutorService workers, List<Job<T>> jobs, Runnable giveUp) {
    List<Future<T>> futures = new ArrayList<>();
    for (Job<T> job : jobs) {
      futures.add(
          workers.submit(
              () -> {
                try {
                  return job.run();
                } catch (RuntimeException | Error e) {
                  giveUp.run();
                  throw e;
                }
              }));
    }
    List<T> results = new ArrayList<>();
    Throwable failure = null;
    boolean interrupted = false;
    for (Future<T> future : futures) {
      while (true) {
        try {
          results.add(future.get());
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          giveUp.run();
        } catch (ExecutionException e) {
          // Who gave up because of another says less than the other.
          if (failure == null || failure instanceof CancellationException) {
            failure = e.getCause();
          }
          break;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while computing a batch");
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return results;
  }
}
