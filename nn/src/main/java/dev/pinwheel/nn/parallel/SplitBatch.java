package dev.pinwheel.nn.parallel;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.engine.Workers;
import dev.pinwheel.nn.module.BatchPart;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A classifier's loss on a batch and its gradients, computed by as many threads as are given: each
 * takes a part of the images.
 *
 * <p>The result is that of one pass over the whole batch, up to rounding and the random bits of
 * dropout; bit for bit it depends on the number of threads alone. On other devices than the
 * processor, for batches of few images, and for nets with a layer that {@linkplain
 * dev.pinwheel.nn.module.Layer#mixesImages mixes images}, the batch is not split, and the threads
 * share every operation instead.
 */
public final class SplitBatch implements AutoCloseable {
  /** Parts of fewer images are not worth a thread. */
  private static final int FEWEST_IMAGES = 8;

  private final Model model;
  private final float[] classWeights;
  private final List<Model> parts = new ArrayList<>();
  private final ExecutorService workers;

  private SplitBatch(Model model, float[] classWeights, int threads) {
    this.model = model;
    this.classWeights = classWeights;
    for (int i = 0; i < threads; i++) {
      parts.add(new Model(model.net(), model.weights().shared()));
    }
    this.workers = threads == 0 ? null : Workers.start(threads);
  }

  /**
   * What a step found.
   *
   * @param loss the mean over the images of the cross entropy, times the weight of the image's
   *     class
   * @param wrong how many images have another class's score highest
   */
  public record Result(double loss, int wrong) {}

  /**
   * Prepares for a model, with as many threads as {@link Engine#threads} says now.
   *
   * @param model a classifier. Its weights get gradients.
   * @return to be closed before the model is
   * @throws IllegalArgumentException if the net is no classifier
   */
  public static SplitBatch of(Model model) {
    return of(model, new float[0]);
  }

  /**
   * Prepares for a model as {@link #of(Model)} does, with a weight for each class in the loss.
   *
   * @param model a classifier. Its weights get gradients.
   * @param classWeights what each class's losses are multiplied by; not modified; empty for 1
   * @return to be closed before the model is
   * @throws IllegalArgumentException if the net is no classifier, or there is another number of
   *     weights than of classes
   */
  public static SplitBatch of(Model model, float[] classWeights) {
    if (classWeights.length != 0 && classWeights.length != model.net().output().fields()) {
      throw new IllegalArgumentException(
          classWeights.length + " class weights for " + model.net().output().fields() + " classes");
    }
    Model.requireClassifier(model.net());
    boolean splits =
        model.weights().device().equals(ComputeDevice.CPU)
            && model.net().sites().stream().noneMatch(s -> s.layer().mixesImages());
    return new SplitBatch(
        model, classWeights.clone(), splits && Engine.threads() > 1 ? Engine.threads() : 0);
  }

  /**
   * Computes loss and gradients in training mode.
   *
   * @param pixels image by image, as {@link Model#images} takes them
   * @param labels a class for each image, from 0
   * @param seed of this step's random bits
   * @return what was found; the gradients are in the model's weights, added to those that were
   *     there
   * @throws IllegalArgumentException if the numbers are not as many images as there are labels
   * @throws CancellationException if the thread is interrupted; there are no gradients then
   */
  public synchronized Result step(float[] pixels, long[] labels, long seed) {
    if (labels.length == 0 || pixels.length % labels.length != 0) {
      throw new IllegalArgumentException(
          pixels.length + " numbers are not " + labels.length + " images");
    }
    int count = Math.min(parts.size(), labels.length / FEWEST_IMAGES);
    if (count < 2) {
      return compute(model, classWeights, BatchPart.WHOLE, pixels, labels, labels.length, seed);
    }
    int each = pixels.length / labels.length;
    Exchange exchange = new Exchange(count);
    List<Workers.Job<Result>> jobs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = i * labels.length / count;
      int to = (i + 1) * labels.length / count;
      float[] own = Arrays.copyOfRange(pixels, from * each, to * each);
      long[] ownLabels = Arrays.copyOfRange(labels, from, to);
      Model part = parts.get(i);
      BatchPart place = exchange.part(i);
      jobs.add(() -> compute(part, classWeights, place, own, ownLabels, labels.length, seed));
    }
    List<Result> results;
    try {
      results = Workers.run(workers, jobs, exchange::abandon);
    } catch (RuntimeException | Error e) {
      parts.forEach(SplitBatch::forgetGradients);
      throw e;
    }
    collectGradients(count);
    return new Result(
        results.stream().mapToDouble(Result::loss).sum(),
        results.stream().mapToInt(Result::wrong).sum());
  }

  /** Loss and gradients of some images; the loss is their part of the mean over all. */
  private static Result compute(
      Model model,
      float[] classWeights,
      BatchPart part,
      float[] pixels,
      long[] labels,
      int images,
      long seed) {
    try (PointerScope scope = new PointerScope()) {
      Pass pass = Pass.training(model.weights(), seed);
      Tensor scores =
          model.scores(
              model
                  .net()
                  .apply(model.images(pixels), part == BatchPart.WHOLE ? pass : pass.of(part)));
      Tensor target = Tensors.of(labels, labels.length).to(scores.device(), torch.ScalarType.Long);
      Tensor loss =
          classWeights.length == 0
              ? torch
                  .cross_entropy_loss(scores, target)
                  .mul(Tensors.scalar((double) labels.length / images))
              : weighted(scores, target, labels, classWeights).div(Tensors.scalar(images));
      loss.backward();
      return new Result(loss.item_double(), wrong(scores, target));
    }
  }

  /** The sum of the images' losses, each times its class's weight. */
  private static Tensor weighted(
      Tensor scores, Tensor target, long[] labels, float[] classWeights) {
    float[] weights = new float[labels.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = classWeights[(int) labels[i]];
    }
    Tensor each = torch.log_softmax(scores, 1).gather(1, target.unsqueeze(1)).squeeze(1).neg();
    return each.mul(Tensors.of(weights, weights.length).to(each.device(), each.scalar_type()))
        .sum();
  }

  private static int wrong(Tensor scores, Tensor target) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor right = scores.argmax(new LongOptional(1), false).eq(target).sum();
      return (int) (target.size(0) - right.item_long());
    }
  }

  /** Adds the parts' gradients to the model's, in the order of the parts. */
  private void collectGradients(int count) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (Parameter p : model.weights().parameters()) {
        Tensor whole = model.weights().get(p);
        for (Model part : parts.subList(0, count)) {
          Tensor one = part.weights().get(p);
          Tensor gradient = one.grad();
          if (!gradient.defined()) {
            continue;
          }
          Tensor before = whole.grad();
          if (before.defined()) {
            before.add_(gradient);
          } else {
            whole.mutable_grad().put(gradient);
          }
          one.mutable_grad().reset();
        }
      }
    }
  }

  private static void forgetGradients(Model part) {
    for (Parameter p : part.weights().parameters()) {
      part.weights().get(p).mutable_grad().reset();
    }
  }

  /** Ends the threads; the model stays open. */
  @Override
  public void close() {
    if (workers != null) {
      workers.shutdownNow();
    }
    parts.forEach(Model::close);
  }
}
