package dev.pinwheel.data.mnist;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.DataSource;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.Shuffle;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.augment.AffineMap;
import dev.pinwheel.data.augment.Bilinear;
import dev.pinwheel.data.augment.Resampling;
import dev.pinwheel.data.io.FolderLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rotated MNIST, regenerated: 12,000 training and 50,000 test digits of shape {@code [1, 28, 28]},
 * each turned by an angle uniform on [0, 2π).
 *
 * <p>The recipe, for a pool of the training digits followed by the test digits:
 *
 * <ol>
 *   <li>With {@code random = new java.util.Random(seed)}, permute the pool's indices by {@link
 *       Shuffle#permutation(int, Random)}. The first are the training digits, the next the test
 *       digits.
 *   <li>From the same generator draw the angles of the chosen digits in that order: θ = {@code 2 *
 *       Math.PI * random.nextDouble()}, with c = {@code StrictMath.cos(θ)}, s = {@code
 *       StrictMath.sin(θ)}.
 *   <li>Output pixel (i, j), with x = j − (width − 1)/2 and y = (height − 1)/2 − i, takes the value
 *       at column (width − 1)/2 + (c·x + s·y) and row (height − 1)/2 − (−s·x + c·y): the digit is
 *       turned counter-clockwise as seen. The value v is {@link Bilinear#at} on levels 0 to 255, in
 *       double precision, as a float; the level is ⌊v + 1/2⌋ in single precision.
 * </ol>
 *
 * <p>The set of the {@link #DEFAULT_SEED} is kept in the cache and verified by {@link
 * #TRAIN_SHA256} and {@link #TEST_SHA256}.
 */
public final class RotatedMnist implements DataSource {
  /** The seed of the published set. */
  public static final long DEFAULT_SEED = 0;

  /** The number of training digits. */
  public static final int TRAIN_COUNT = 12_000;

  /** The number of test digits. */
  public static final int TEST_COUNT = 50_000;

  /** {@link LabelledImages#sha256()} of the default seed's training set. */
  public static final String TRAIN_SHA256 =
      "155995fe8b5fca75715a66fa8ca68b9d6c29be55539b7ff8639828389611daaf";

  /** {@link LabelledImages#sha256()} of the default seed's test set. */
  public static final String TEST_SHA256 =
      "c3c3cc487b5fd3bc0819c260c56cc848bcd4ffb4baeea67534263b4794cb56ea";

  private static final String NAME = "rotated-mnist";

  private final Mnist mnist;

  /** Makes the source on MNIST from its usual origins. */
  public RotatedMnist() {
    this(new Mnist());
  }

  /**
   * Makes the source.
   *
   * @param mnist where the upright digits come from
   */
  public RotatedMnist(Mnist mnist) {
    this.mnist = mnist;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "rotated MNIST, regenerated: 12,000 + 50,000 digits turned by any angle, fixed seed";
  }

  @Override
  public TrainTest load(DataLocations locations, Progress progress) {
    Path folder = locations.cache().resolve(NAME);
    return cached(folder)
        .orElseGet(() -> FolderLock.with(folder, () -> make(locations, folder, progress)));
  }

  /**
   * Makes the full-sized set of a seed, the same bytes on every machine.
   *
   * @param mnist the upright digits
   * @param seed the seed
   * @return the rotated digits
   * @throws DataException if there are fewer than 62,000 digits
   */
  public static TrainTest generate(TrainTest mnist, long seed) {
    return generate(mnist, seed, TRAIN_COUNT, TEST_COUNT, Progress.none());
  }

  /**
   * Makes a set of any size; the result doesn't depend on the number of threads.
   *
   * @param mnist the upright digits
   * @param seed the seed
   * @param trainCount how many training digits to make, at least 1
   * @param testCount how many test digits to make, at least 1
   * @param progress what is told of the work
   * @return the rotated digits
   * @throws DataException if there are fewer upright digits, or a count is less than 1
   */
  public static TrainTest generate(
      TrainTest mnist, long seed, int trainCount, int testCount, Progress progress) {
    int pool = mnist.train().count() + mnist.test().count();
    if (trainCount < 1 || testCount < 1 || (long) trainCount + testCount > pool) {
      throw new DataException(
          "%d training and %d test digits of %d: ask for at least 1 each and no more than there are"
              .formatted(trainCount, testCount, pool));
    }
    Random random = new Random(seed);
    int[] order = Shuffle.permutation(pool, random);
    double[] angles = new double[trainCount + testCount];
    for (int k = 0; k < angles.length; k++) {
      angles[k] = 2 * Math.PI * random.nextDouble();
    }
    byte[][] turned = new byte[angles.length][];
    try (Progress.Task task =
        progress.begin("rotating digits", Progress.Unit.ITEMS, angles.length)) {
      IntStream.range(0, angles.length)
          .parallel()
          .forEach(
              k -> {
                turned[k] = rotate(mnist, order[k], angles[k]);
                task.advance(1);
              });
    }
    LabelledImages.Builder train = builder(mnist, "train");
    LabelledImages.Builder test = builder(mnist, "test");
    for (int k = 0; k < angles.length; k++) {
      (k < trainCount ? train : test).add(turned[k], 0, label(mnist, order[k]));
    }
    return new TrainTest(
        NAME,
        "rotated MNIST, regenerated with seed " + seed + " (not the official files)",
        train.build(),
        test.build());
  }

  private static LabelledImages.Builder builder(TrainTest mnist, String part) {
    LabelledImages digits = mnist.train();
    return LabelledImages.builder(NAME + "/" + part, digits.shape(), digits.classes());
  }

  private static int label(TrainTest mnist, int index) {
    int first = mnist.train().count();
    return index < first ? mnist.train().label(index) : mnist.test().label(index - first);
  }

  private static byte[] rotate(TrainTest mnist, int index, double angle) {
    ImageShape shape = mnist.train().shape();
    int first = mnist.train().count();
    float[] source = new float[shape.size()];
    float[] target = new float[shape.size()];
    LabelledImages set = index < first ? mnist.train() : mnist.test();
    set.copyImage(index < first ? index : index - first, source, 0);
    for (int k = 0; k < source.length; k++) {
      source[k] = Math.round(source[k] * 255);
    }
    Resampling.BILINEAR.resample(source, 0, shape, AffineMap.rotationByRadians(angle), target, 0);
    byte[] levels = new byte[target.length];
    for (int k = 0; k < levels.length; k++) {
      levels[k] = (byte) Math.floor(target[k] + 0.5f);
    }
    return levels;
  }

  private static Path file(Path folder, MnistFile file) {
    return folder.resolve(file.fileName());
  }

  private static Optional<TrainTest> cached(Path folder) {
    for (MnistFile file : MnistFile.values()) {
      if (!Files.isRegularFile(file(folder, file))) {
        return Optional.empty();
      }
    }
    try {
      TrainTest set =
          new TrainTest(
              NAME,
              "rotated MNIST, regenerated with seed " + DEFAULT_SEED + " (not the official files)",
              read(folder, MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS, "train"),
              read(folder, MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS, "test"));
      return Optional.of(set).filter(RotatedMnist::isPublished);
    } catch (DataException altered) {
      return Optional.empty();
    }
  }

  private static LabelledImages read(Path folder, MnistFile images, MnistFile labels, String part) {
    return Idx.read(file(folder, images), file(folder, labels), NAME + "/" + part, Mnist.CLASSES);
  }

  private static boolean isPublished(TrainTest set) {
    return set.trainSha256().equals(TRAIN_SHA256) && set.testSha256().equals(TEST_SHA256);
  }

  private TrainTest make(DataLocations locations, Path folder, Progress progress) {
    Optional<TrainTest> madeMeanwhile = cached(folder);
    if (madeMeanwhile.isPresent()) {
      return madeMeanwhile.get();
    }
    TrainTest digits = mnist.load(locations, progress);
    TrainTest set = generate(digits, DEFAULT_SEED, TRAIN_COUNT, TEST_COUNT, progress);
    if (!isPublished(set)) {
      throw new DataException(
          "rotated MNIST came out as SHA-256 %s and %s, not as published: report this Java runtime"
              .formatted(set.trainSha256(), set.testSha256()));
    }
    Idx.write(
        set.train(), file(folder, MnistFile.TRAIN_IMAGES), file(folder, MnistFile.TRAIN_LABELS));
    Idx.write(set.test(), file(folder, MnistFile.TEST_IMAGES), file(folder, MnistFile.TEST_LABELS));
    return set;
  }
}
