package dev.pinwheel.train;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How well a model does on labelled images.
 *
 * @param images how many there were
 * @param wrong how many were predicted wrongly
 * @param loss mean cross-entropy, in nats
 * @param confusion counts by true class, then by predicted class
 */
public record Evaluation(int images, int wrong, double loss, List<List<Integer>> confusion) {
  private static final int BATCH = 128;

  /** Is told what a model says of each image. */
  @FunctionalInterface
  public interface Listener {
    /**
     * An image was judged.
     *
     * @param image its number in the set
     * @param predicted the class with the highest score
     * @param scores a number per class, before any softmax
     */
    void judged(int image, int predicted, float[] scores);
  }

  /**
   * The error.
   *
   * @return the fraction of wrong predictions
   */
  public double error() {
    return (double) wrong / images;
  }

  /**
   * Evaluates a model that was read from a file.
   *
   * @param model the model and its preprocessing
   * @param images of the model's shape
   * @param progress told of images
   * @return the result
   * @throws IllegalArgumentException if shape or classes are not the model's
   * @throws TrainingException if the thread is interrupted
   */
  public static Evaluation of(SavedModel model, LabelledImages images, Progress progress) {
    return of(model, images, progress, (image, predicted, scores) -> {});
  }

  /**
   * Evaluates a model that was read from a file, and tells of every image.
   *
   * @param model the model and its preprocessing
   * @param images of the model's shape
   * @param progress told of images
   * @param listener told of each image, in order, by the calling thread
   * @return the result
   * @throws IllegalArgumentException if shape or classes are not the model's
   * @throws TrainingException if the thread is interrupted
   */
  public static Evaluation of(
      SavedModel model, LabelledImages images, Progress progress, Listener listener) {
    var options = model.options();
    var shape = images.shape();
    if (shape.channels() != options.channels()
        || shape.height() != options.height()
        || shape.width() != options.width()
        || images.classes() > options.classes()) {
      throw new IllegalArgumentException(
          "the model takes images of "
              + options.channels()
              + "×"
              + options.height()
              + "×"
              + options.width()
              + " in "
              + options.classes()
              + " classes, and "
              + images);
    }
    return of(model.model(), model.preprocessing(), images, progress, listener);
  }

  static Evaluation of(
      Model model, Preprocessing preprocessing, LabelledImages images, Progress progress) {
    return of(model, preprocessing, images, progress, (image, predicted, scores) -> {});
  }

  private static Evaluation of(
      Model model,
      Preprocessing preprocessing,
      LabelledImages images,
      Progress progress,
      Listener listener) {
    int classes = model.net().output().fields();
    int[][] confusion = new int[classes][classes];
    double loss = 0;
    int wrong = 0;
    Batches batches = Batches.inOrder(images, preprocessing, BATCH);
    try (Progress.Task task = progress.begin("evaluating", Progress.Unit.ITEMS, images.count());
        Prefetch prefetch = Prefetch.of(batches)) {
      for (int b = 0; b < batches.count(); b++) {
        Batch batch = prefetch.next();
        long[] labels = batch.labels();
        try (PointerScope scope = new PointerScope();
            NoGradGuard guard = new NoGradGuard()) {
          FeatureMap y =
              model.net().apply(model.images(batch.pixels()), Pass.inference(model.weights()));
          Tensor scores = model.scores(y);
          Tensor target =
              Tensors.of(labels, labels.length).to(scores.device(), torch.ScalarType.Long);
          loss += torch.cross_entropy_loss(scores, target).item_double() * labels.length;
          long[] predicted =
              Tensors.toLongs(scores.argmax(new org.bytedeco.pytorch.LongOptional(1), false));
          float[] all = Tensors.toFloats(scores);
          for (int i = 0; i < labels.length; i++) {
            float[] own = Arrays.copyOfRange(all, i * classes, (i + 1) * classes);
            listener.judged(b * BATCH + i, (int) predicted[i], own);
            confusion[(int) labels[i]][(int) predicted[i]]++;
            wrong += labels[i] == predicted[i] ? 0 : 1;
          }
        }
        task.advance(labels.length);
      }
    }
    List<List<Integer>> table =
        IntStream.range(0, classes)
            .mapToObj(c -> IntStream.of(confusion[c]).boxed().toList())
            .toList();
    return new Evaluation(images.count(), wrong, loss / images.count(), table);
  }
}
