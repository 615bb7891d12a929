package dev.pinwheel.serve;

import dev.pinwheel.data.files.Intake;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.train.predict.Predictor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A model that many threads ask, and one thread computes: what waits meanwhile is scored together,
 * in batches, for a batch costs little more than an image.
 */
final class Scorer implements AutoCloseable {
  private static final int BATCH = 128;

  private final SavedModel model;
  private final Intake intake;
  private final List<String> labels;
  private final Duration time;
  private final BlockingQueue<Job> waiting = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean ended;

  /** Takes the model over; it is closed with this. */
  Scorer(SavedModel model, Duration time) {
    this.model = model;
    this.intake = Predictor.of(model).intake();
    this.labels =
        IntStream.range(0, model.options().classes()).mapToObj(model.input()::label).toList();
    this.time = time;
    this.thread = new Thread(this::work, "pinwheel-scorer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Some images' preprocessed pixels, or something else that needs the model. */
  private static final class Job {
    private final float[] pixels;
    private final Function<SavedModel, Object> other;
    private final CompletableFuture<Object> result = new CompletableFuture<>();

    Job(float[] pixels, Function<SavedModel, Object> other) {
      this.pixels = pixels;
      this.other = other;
    }
  }

  SavedModel model() {
    return model;
  }

  /** How files become images of this model's. */
  Intake intake() {
    return intake;
  }

  /**
   * Scores images.
   *
   * @param pixels in [0, 1], image by image; preprocessed in place
   * @return a number per class, for each image
   * @throws Refusal if it takes too long
   */
  float[][] scores(float[] pixels) {
    model.preprocessing().apply(pixels, 0, pixels.length);
    return (float[][]) wait(new Job(pixels, null));
  }

  /** Feature maps by the thread that the model belongs to. */
  Optional<FeatureMaps> maps(float[] pixels) {
    model.preprocessing().apply(pixels, 0, pixels.length);
    Optional<?> found = (Optional<?>) wait(new Job(null, saved -> FeatureMaps.of(saved, pixels)));
    return found.map(FeatureMaps.class::cast);
  }

  /** The classes' names, by their numbers. */
  List<String> labels() {
    return labels;
  }

  private Object wait(Job job) {
    waiting.add(job);
    try {
      if (ended) {
        throw Refusal.busy("the server is ending");
      }
      return job.result.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      waiting.remove(job);
      throw Refusal.busy("the request took more than " + time.toMillis() / 1000.0 + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.busy("the server is ending");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the net could not be computed", e.getCause());
    }
  }

  private void work() {
    while (!ended) {
      try {
        Job first = waiting.take();
        if (first.other != null) {
          attempt(List.of(first), () -> first.result.complete(first.other.apply(model)));
        } else {
          List<Job> batch = batch(first);
          attempt(batch, () -> score(batch));
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** What waits and fits in. */
  private List<Job> batch(Job first) {
    int each = intake.shape().size();
    int most = Math.max(first.pixels.length, BATCH * each);
    List<Job> batch = new ArrayList<>(List.of(first));
    int length = first.pixels.length;
    for (Job next = waiting.peek();
        next != null && next.other == null && length + next.pixels.length <= most;
        next = waiting.peek()) {
      if (waiting.remove(next)) {
        batch.add(next);
        length += next.pixels.length;
      }
    }
    return batch;
  }

  private void score(List<Job> batch) {
    int length = batch.stream().mapToInt(job -> job.pixels.length).sum();
    float[] pixels = new float[length];
    int at = 0;
    for (Job job : batch) {
      System.arraycopy(job.pixels, 0, pixels, at, job.pixels.length);
      at += job.pixels.length;
    }
    float[][] scores = model.model().scores(pixels);
    int next = 0;
    for (Job job : batch) {
      int images = job.pixels.length / intake.shape().size();
      float[][] own = new float[images][];
      System.arraycopy(scores, next, own, 0, images);
      next += images;
      job.result.complete(own);
    }
  }

  /** Whoever waits is told of a failure; the thread goes on. */
  private static void attempt(List<Job> jobs, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      jobs.forEach(job -> job.result.completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    ended = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    model.close();
  }
}
