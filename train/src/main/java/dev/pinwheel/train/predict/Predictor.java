package dev.pinwheel.train.predict;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.files.Intake;
import dev.pinwheel.data.files.Sizing;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import dev.pinwheel.train.TrainingException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Predicts the classes of images in files, brought to size and preprocessed as in the model's
 * training.
 *
 * <p>As many threads as there are processors read and decode, a bounded number of files ahead of
 * the net; predictions come in the order of the files.
 */
public final class Predictor {
  private static final int AT_ONCE = 128;

  /** Of larger images fewer go together: 64 MB of values. */
  private static final int VALUES_AT_ONCE = 1 << 24;

  private final SavedModel model;
  private final Intake intake;

  private Predictor(SavedModel model, Intake intake) {
    this.model = model;
    this.intake = intake;
  }

  /** Is told of predictions, and of files that can't be taken. */
  public interface Listener {
    /**
     * A file was predicted.
     *
     * @param prediction what the model says
     */
    void predicted(Prediction prediction);

    /**
     * A file could not be taken.
     *
     * @param file the file
     * @param reason why, such as {@code is a PNG that ends too early: copy it anew}
     */
    void refused(Path file, String reason);
  }

  /**
   * Prepares a model. One that was not trained on files takes them resized.
   *
   * @param model a classifier of images of 1 or 3 channels; not closed by this
   * @return the predictor
   * @throws IllegalArgumentException if the model is no classifier
   * @throws DataException if its images have other channels, or its sizing is damaged or gives
   *     another size than the net takes
   */
  public static Predictor of(SavedModel model) {
    Model.requireClassifier(model.model().net());
    ModelOptions options = model.options();
    Sizing sizing =
        model.input().sizing().isEmpty()
            ? new Sizing(Sizing.Form.RESIZE, options.height(), options.width())
            : Sizing.parse(model.input().sizing());
    if (sizing.height() != options.height() || sizing.width() != options.width()) {
      throw new DataException(
          "the model's file says %s, and its net takes images of %d×%d: the file is damaged"
              .formatted(sizing, options.height(), options.width()));
    }
    return new Predictor(model, new Intake(options.channels(), sizing));
  }

  /**
   * How files become the model's images.
   *
   * @return channels and sizing
   */
  public Intake intake() {
    return intake;
  }

  /**
   * Predicts.
   *
   * @param files the files
   * @param listener told of each of them, in order, by the calling thread
   * @param progress told of files
   * @return what it took
   * @throws TrainingException if the thread is interrupted, which it stays
   */
  public Throughput run(List<Path> files, Listener listener, Progress progress) {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            threads,
            work -> {
              Thread thread = new Thread(work, "pinwheel-decoder");
              thread.setDaemon(true);
              return thread;
            });
    Queue<Future<DecodedFiles>> begun = new ArrayDeque<>();
    int together = Math.max(1, Math.min(AT_ONCE, VALUES_AT_ONCE / intake.shape().size()));
    long start = System.nanoTime();
    long decoding = 0;
    long computing = 0;
    int images = 0;
    int next = 0;
    try (Progress.Task task = progress.begin("predicting", Progress.Unit.ITEMS, files.size())) {
      while (next < files.size() || !begun.isEmpty()) {
        while (next < files.size() && begun.size() < 2 * threads + 1) {
          List<Path> chunk = files.subList(next, Math.min(files.size(), next + together));
          begun.add(decoders.submit(() -> new DecodedFiles(chunk, intake, model.preprocessing())));
          next += chunk.size();
        }
        DecodedFiles decoded = begun.remove().get();
        decoding += decoded.nanos();
        long before = System.nanoTime();
        predict(decoded, listener);
        computing += System.nanoTime() - before;
        decoded.bad().forEach(bad -> listener.refused(bad.file(), bad.reason()));
        images += decoded.files().size();
        task.advance(decoded.files().size() + decoded.bad().size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted between predictions", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a decoder failed: " + e.getCause(), e.getCause());
    } finally {
      decoders.shutdownNow();
    }
    return new Throughput(
        images,
        files.size() - images,
        (System.nanoTime() - start) / 1e9,
        decoding / 1e9,
        computing / 1e9);
  }

  private void predict(DecodedFiles decoded, Listener listener) {
    if (decoded.files().isEmpty()) {
      return;
    }
    float[][] scores = model.model().scores(decoded.pixels());
    for (int i = 0; i < scores.length; i++) {
      listener.predicted(prediction(decoded.files().get(i), scores[i]));
    }
  }

  private Prediction prediction(Path file, float[] scores) {
    List<Double> probabilities = Probabilities.of(scores);
    int best = Probabilities.best(scores);
    return new Prediction(file, model.input().label(best), probabilities.get(best), probabilities);
  }
}
