package dev.pinwheel.train;

import dev.pinwheel.models.PreprocessingForm;
import dev.pinwheel.nn.engine.Precision;

/**
 * Everything that determines a run, in the forms that are typed and saved.
 *
 * @param net the net's name
 * @param data the data set's name
 * @param seed of everything random
 * @param epochs passes over the training images
 * @param batchSize images per step
 * @param optimiser {@code adam} or {@code sgd}
 * @param learningRate the initial rate
 * @param schedule see {@link Schedule}
 * @param weightDecay L2 on weights, not on biases and scales
 * @param augmentation as the data module's augmentation is written; {@code none} for none
 * @param validation training images held out for evaluation; 0 to evaluate on the test images
 * @param evaluateEvery epochs between evaluations; 0 for the last epoch only
 * @param precision {@code float32}, {@code bf16} or {@code float64}; null, as in older files, is
 *     float32
 * @param device {@code cpu}, {@code cuda} or {@code mps}
 * @param threads per operation; 0 for as many as there are processors
 * @param preprocessing see {@link PreprocessingForm}; null, as in older files, is {@code
 *     standardise}
 * @param classWeights see {@link ClassWeights}; null, as in older files, is {@code none}
 */
public record TrainConfig(
    String net,
    String data,
    long seed,
    int epochs,
    int batchSize,
    String optimiser,
    double learningRate,
    String schedule,
    double weightDecay,
    String augmentation,
    int validation,
    int evaluateEvery,
    String precision,
    String device,
    int threads,
    String preprocessing,
    String classWeights) {

  /**
   * Checks the numbers that can be checked without data.
   *
   * @param net the net's name
   * @param data the data set's name
   * @param seed of everything random
   * @param epochs passes over the training images
   * @param batchSize images per step
   * @param optimiser {@code adam} or {@code sgd}
   * @param learningRate the initial rate
   * @param schedule see {@link Schedule}
   * @param weightDecay L2 on weights, not on biases and scales
   * @param augmentation as the data module's augmentation is written; {@code none} for none
   * @param validation training images held out for evaluation; 0 to evaluate on the test images
   * @param evaluateEvery epochs between evaluations; 0 for the last epoch only
   * @param precision {@code float32}, {@code bf16} or {@code float64}; null, as in older files, is
   *     float32
   * @param device {@code cpu}, {@code cuda} or {@code mps}
   * @param threads per operation; 0 for as many as there are processors
   * @param preprocessing see {@link PreprocessingForm}; null, as in older files, is {@code
   *     standardise}
   * @param classWeights see {@link ClassWeights}; null, as in older files, is {@code none}
   * @throws IllegalArgumentException if one is out of range
   */
  public TrainConfig {
    precision = Precision.parse(precision == null ? "float32" : precision).toString();
    preprocessing =
        PreprocessingForm.parse(preprocessing == null ? "standardise" : preprocessing).toString();
    classWeights = ClassWeights.parse(classWeights == null ? "none" : classWeights).toString();
    if (epochs < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "epochs and batch size must be at least 1, not " + epochs + " and " + batchSize);
    }
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException("learning rate must be positive, not " + learningRate);
    }
    if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
      throw new IllegalArgumentException("weight decay must not be negative, not " + weightDecay);
    }
    if (validation < 0 || evaluateEvery < 0 || threads < 0) {
      throw new IllegalArgumentException(
          "validation, evaluate-every and threads must not be negative, not "
              + validation
              + ", "
              + evaluateEvery
              + ", "
              + threads);
    }
  }

  /**
   * Starts a configuration: Adam at 0.001, batches of 128, 20 epochs, seed 0, on the CPU.
   *
   * @param net the net's name
   * @param data the data set's name
   * @return a builder
   */
  public static TrainConfigBuilder of(String net, String data) {
    return new TrainConfigBuilder(net, data);
  }

  /**
   * The run in a few words, for messages and titles.
   *
   * @return for example {@code p4cnn on rotated-mnist, seed 0}
   */
  public String title() {
    return net + " on " + data + ", seed " + seed;
  }

  /**
   * The number of threads per operation.
   *
   * @return what is configured, or one for each processor
   */
  public int threadsOrAll() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  /**
   * Starts from this configuration.
   *
   * @return a builder that holds its values
   */
  public TrainConfigBuilder with() {
    return new TrainConfigBuilder(this);
  }
}
