package dev.pinwheel.nn.module;

import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** One forward pass: its mode, its numbers, its random bits, and who watches. */
public final class Pass {
  /** Sees every layer's input and output, children before the layer they belong to. */
  @FunctionalInterface
  public interface Observer {
    /**
     * Called after a layer was applied.
     *
     * @param layer the layer
     * @param input what it took
     * @param output what it gave
     */
    void applied(Layer layer, FeatureMap input, FeatureMap output);
  }

  private static final Observer NOBODY = (layer, input, output) -> {};

  private final Mode mode;
  private final Weights weights;
  private final long seed;
  private final long calibrationBatch;
  private final Observer observer;
  private final BatchPart part;
  private long draws;

  private Pass(
      Mode mode,
      Weights weights,
      long seed,
      long calibrationBatch,
      Observer observer,
      BatchPart part) {
    this.mode = mode;
    this.weights = weights;
    this.seed = seed;
    this.calibrationBatch = calibrationBatch;
    this.observer = observer;
    this.part = part;
  }

  /**
   * A pass that computes the net as a fixed function.
   *
   * @param weights the net's numbers
   * @return the pass
   */
  public static Pass inference(Weights weights) {
    return new Pass(Mode.INFERENCE, weights, 0, 0, NOBODY, BatchPart.WHOLE);
  }

  /**
   * A training step's pass.
   *
   * @param weights the net's numbers. Modified: running statistics follow the batch.
   * @param seed of this step's random bits
   * @return the pass
   */
  public static Pass training(Weights weights, long seed) {
    return new Pass(Mode.TRAINING, weights, seed, 0, NOBODY, BatchPart.WHOLE);
  }

  /**
   * A pass that measures statistics: after passes 1 to n the running statistics are the mean of the
   * n batches' statistics.
   *
   * @param weights the net's numbers. Modified: running statistics.
   * @param batch the number of this batch, from 1
   * @return the pass
   * @throws IllegalArgumentException if the number is not positive
   */
  public static Pass calibration(Weights weights, long batch) {
    requireBatch(batch);
    return new Pass(Mode.CALIBRATION, weights, 0, batch, NOBODY, BatchPart.WHOLE);
  }

  /**
   * A pass that measures statistics as {@link #calibration} does, but under the conditions of
   * training: with dropout, under which values spread wider than they do in inference.
   *
   * @param weights the net's numbers. Modified: running statistics.
   * @param batch the number of this batch, from 1
   * @param seed of this pass's random bits
   * @return the pass
   * @throws IllegalArgumentException if the number is not positive
   */
  public static Pass calibrationWithDropout(Weights weights, long batch, long seed) {
    requireBatch(batch);
    return new Pass(Mode.TRAINING, weights, seed, batch, NOBODY, BatchPart.WHOLE);
  }

  private static void requireBatch(long batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("calibration batches count from 1, not " + batch);
    }
  }

  /**
   * The same pass, watched.
   *
   * @param watcher called for every layer
   * @return the pass
   */
  public Pass observedBy(Observer watcher) {
    return new Pass(mode, weights, seed, calibrationBatch, watcher, part);
  }

  /**
   * A pass like this one for a part of a batch.
   *
   * @param newPart the part; another part draws other random bits
   * @return the pass
   */
  public Pass of(BatchPart newPart) {
    return new Pass(
        mode, weights, Seeds.mix(seed, newPart.index()), calibrationBatch, observer, newPart);
  }

  /**
   * The part of a batch that is computed.
   *
   * @return {@link BatchPart#WHOLE} if it is not split
   */
  public BatchPart part() {
    return part;
  }

  /**
   * What the pass is for.
   *
   * @return the mode
   */
  public Mode mode() {
    return mode;
  }

  /**
   * A parameter's numbers.
   *
   * @param parameter a parameter of the net
   * @return its tensor
   */
  public Tensor get(Parameter parameter) {
    return weights.get(parameter);
  }

  /**
   * Something computed from parameters alone, such as expanded filters: once for all in inference
   * without gradients, once per call otherwise.
   *
   * @param key whose it is: the layer, or what stands for a part of it
   * @param make computes it
   * @return the tensor
   */
  public Tensor derived(Object key, Supplier<Tensor> make) {
    return isFrozen() ? weights.derived(key, make) : make.get();
  }

  /**
   * Whether neither parameters nor statistics change, and no gradient is asked for: then layers may
   * be joined, and their maps overwritten.
   *
   * @return whether this is inference without gradients
   */
  public boolean isFrozen() {
    return mode == Mode.INFERENCE && !GradMode.is_enabled();
  }

  /**
   * Whether somebody looks at every layer's maps; then each layer is computed by itself.
   *
   * @return whether {@link #observedBy} made this pass
   */
  public boolean isObserved() {
    return observer != NOBODY;
  }

  /**
   * The precision of feature maps and of the operands of correlations.
   *
   * @return the precision
   */
  public Precision precision() {
    return weights.precision();
  }

  /**
   * A tensor in the format of feature maps; differentiable.
   *
   * @param tensor of any floating-point format
   * @return the tensor itself if it has that format already
   */
  public Tensor operand(Tensor tensor) {
    ScalarType type = precision().scalarType();
    return Tensors.has(tensor, type) ? tensor : tensor.to(type);
  }

  /**
   * Something that depends on the layer's structure alone, such as an index table: once for all.
   *
   * @param key whose it is: the layer, or what stands for a part of it
   * @param make computes it, on the CPU
   * @return the tensor, on the weights' device
   */
  public Tensor constant(Object key, Supplier<Tensor> make) {
    return weights.constant(key, make);
  }

  /**
   * The weight of this batch in the running statistics.
   *
   * @return 0.1 in training, 1/n in the n-th calibration pass
   */
  public double statisticsRate() {
    return calibrationBatch > 0 ? 1.0 / calibrationBatch : 0.1;
  }

  /**
   * A seed for the next random thing of this pass; passes with the same seed give the same ones.
   *
   * @return another one at each call
   */
  public long nextSeed() {
    return Seeds.mix(seed, draws++);
  }

  void report(Layer layer, FeatureMap input, FeatureMap output) {
    observer.applied(layer, input, output);
  }
}
