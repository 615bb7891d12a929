package dev.pinwheel.nn.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** Threads that compute by themselves: none of LibTorch's operations on them starts another one. */
public final class Workers {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final Map<Integer, ExecutorService> SHARED = new ConcurrentHashMap<>();

  private Workers() {}

  /**
   * Something to be computed.
   *
   * @param <T> what it gives
   */
  public interface Job<T> {
    /**
     * Computes it.
     *
     * @return what was found
     */
    T run();
  }

  /**
   * Threads that all share, for jobs that wait for nothing.
   *
   * @param count how many, at least 1
   * @return a pool that is not to be shut down
   */
  public static ExecutorService shared(int count) {
    return SHARED.computeIfAbsent(count, Workers::start);
  }

  /**
   * Starts threads. They end with the process, or when the pool is shut down.
   *
   * @param count how many, at least 1
   * @return their pool
   */
  public static ExecutorService start(int count) {
    int before = Engine.threads();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            count,
            task -> {
              Thread thread = new Thread(task, "pinwheel-part-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    CountDownLatch meeting = new CountDownLatch(count);
    List<Job<Object>> settle = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      settle.add(
          () -> {
            useOneThread();
            // All meet, so that each thread of the pool has settled one task.
            meeting.countDown();
            await(meeting);
            return count;
          });
    }
    run(workers, settle, () -> settle.forEach(job -> meeting.countDown()));
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

  private static void await(CountDownLatch meeting) {
    try {
      meeting.await();
    } catch (InterruptedException e) {
      throw new CancellationException("a thread was stopped while it started");
    }
  }

  /**
   * Runs jobs side by side, one a thread; if one fails the others are told to give up.
   *
   * @param <T> what they give
   * @param workers a pool of {@link #start} or {@link #shared}
   * @param jobs as many as there are threads, or fewer
   * @param giveUp tells jobs that wait for others not to
   * @return what the jobs gave, in their order
   * @throws CancellationException if the calling thread is interrupted
   */
  public static <T> List<T> run(ExecutorService workers, List<Job<T>> jobs, Runnable giveUp) {
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
