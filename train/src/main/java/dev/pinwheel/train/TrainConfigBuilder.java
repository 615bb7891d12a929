package dev.pinwheel.train;

/** Puts a {@link TrainConfig} together; every method returns this builder. */
public final class TrainConfigBuilder {
  private String net;
  private final String data;
  private long seed;
  private int epochs = 20;
  private int batchSize = 128;
  private String optimiser = "adam";
  private double learningRate = 1e-3;
  private String schedule = "constant";
  private double weightDecay;
  private String augmentation = "none";
  private int validation;
  private int evaluateEvery;
  private String precision = "float32";
  private String device = "cpu";
  private int threads;
  private String preprocessing = "standardise";
  private String classWeights = "none";

  TrainConfigBuilder(String net, String data) {
    this.net = net;
    this.data = data;
  }

  TrainConfigBuilder(TrainConfig config) {
    this(config.net(), config.data());
    seed = config.seed();
    epochs = config.epochs();
    batchSize = config.batchSize();
    optimiser = config.optimiser();
    learningRate = config.learningRate();
    schedule = config.schedule();
    weightDecay = config.weightDecay();
    augmentation = config.augmentation();
    validation = config.validation();
    evaluateEvery = config.evaluateEvery();
    precision = config.precision();
    device = config.device();
    threads = config.threads();
    preprocessing = config.preprocessing();
    classWeights = config.classWeights();
  }

  /**
   * The net.
   *
   * @param value its name
   * @return this builder
   */
  public TrainConfigBuilder net(String value) {
    net = value;
    return this;
  }

  /**
   * The seed.
   *
   * @param value of everything random
   * @return this builder
   */
  public TrainConfigBuilder seed(long value) {
    seed = value;
    return this;
  }

  /**
   * How long to train.
   *
   * @param value passes over the training images
   * @return this builder
   */
  public TrainConfigBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  /**
   * How many images make a step.
   *
   * @param value images per step
   * @return this builder
   */
  public TrainConfigBuilder batchSize(int value) {
    batchSize = value;
    return this;
  }

  /**
   * What moves the weights.
   *
   * @param value {@code adam} or {@code sgd}
   * @return this builder
   */
  public TrainConfigBuilder optimiser(String value) {
    optimiser = value;
    return this;
  }

  /**
   * How fast.
   *
   * @param value the initial rate
   * @return this builder
   */
  public TrainConfigBuilder learningRate(double value) {
    learningRate = value;
    return this;
  }

  /**
   * How the rate changes.
   *
   * @param value see {@link Schedule}
   * @return this builder
   */
  public TrainConfigBuilder schedule(String value) {
    schedule = value;
    return this;
  }

  /**
   * How strongly weights are pulled to zero.
   *
   * @param value L2 on weights, not on biases and scales
   * @return this builder
   */
  public TrainConfigBuilder weightDecay(double value) {
    weightDecay = value;
    return this;
  }

  /**
   * How training images are moved about.
   *
   * @param value as the data module's augmentation is written; {@code none} for none
   * @return this builder
   */
  public TrainConfigBuilder augmentation(String value) {
    augmentation = value;
    return this;
  }

  /**
   * How many images to hold out.
   *
   * @param value training images held out for evaluation; 0 to evaluate on the test images
   * @return this builder
   */
  public TrainConfigBuilder validation(int value) {
    validation = value;
    return this;
  }

  /**
   * How often to evaluate.
   *
   * @param value epochs between evaluations; 0 for the last epoch only
   * @return this builder
   */
  public TrainConfigBuilder evaluateEvery(int value) {
    evaluateEvery = value;
    return this;
  }

  /**
   * What to compute in; parameters are kept in float32 or float64 whatever it is.
   *
   * @param value {@code float32}, {@code bf16} or {@code float64}
   * @return this builder
   */
  public TrainConfigBuilder precision(String value) {
    precision = value;
    return this;
  }

  /**
   * Where to compute.
   *
   * @param value {@code cpu}, {@code cuda} or {@code mps}
   * @return this builder
   */
  public TrainConfigBuilder device(String value) {
    device = value;
    return this;
  }

  /**
   * How many threads to compute with.
   *
   * @param value per operation; 0 for as many as there are processors
   * @return this builder
   */
  public TrainConfigBuilder threads(int value) {
    threads = value;
    return this;
  }

  /**
   * What is done to pixels.
   *
   * @param value see {@link dev.pinwheel.models.PreprocessingForm}; {@code standardise} unless this
   *     is called
   * @return this builder
   */
  public TrainConfigBuilder preprocessing(String value) {
    preprocessing = value;
    return this;
  }

  /**
   * How much each class counts.
   *
   * @param value see {@link ClassWeights}; {@code none} unless this is called
   * @return this builder
   */
  public TrainConfigBuilder classWeights(String value) {
    classWeights = value;
    return this;
  }

  /**
   * Builds the configuration.
   *
   * @return the configuration
   * @throws IllegalArgumentException if a number is out of range
   */
  public TrainConfig build() {
    return new TrainConfig(
        net,
        data,
        seed,
        epochs,
        batchSize,
        optimiser,
        learningRate,
        schedule,
        weightDecay,
        augmentation,
        validation,
        evaluateEvery,
        precision,
        device,
        threads,
        preprocessing,
        classWeights);
  }
}
