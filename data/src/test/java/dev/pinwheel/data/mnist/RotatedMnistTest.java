package dev.pinwheel.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TestImages;
import dev.pinwheel.data.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedMnistTest {
  private static final int SIDE = 12;
  private static final ImageShape SHAPE = new ImageShape(1, SIDE, SIDE);

  private static TrainTest digits() {
    return new TrainTest(
        "synthetic",
        "made",
        TestImages.random("train", SHAPE, 30, 1),
        TestImages.random("test", SHAPE, 20, 2));
  }

  private static TrainTest generate(long seed) {
    return RotatedMnist.generate(digits(), seed, 15, 25, Progress.none());
  }

  @Test
  void syntheticDigitsGiveTheSameBytesEverywhere() {
    TrainTest set = generate(7);
    assertThat(set.trainSha256())
        .isEqualTo("de78d187a5987ccc84f0cf4dfa7ffe0adcf4548243478fb2cace1272e902d62e");
    assertThat(set.testSha256())
        .isEqualTo("197768b5664ddb5069906eedda8d226e63380a86cecf0208b89ffb840115d7df");
    assertThat(generate(8).trainSha256()).isNotEqualTo(set.trainSha256());
  }

  @Test
  void followsThePublishedRecipe() {
    TrainTest digits = digits();
    TrainTest set = generate(7);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      order.add(i);
    }
    Random random = new Random(7);
    Collections.shuffle(order, random);
    for (int k = 0; k < 40; k++) {
      double angle = 2 * Math.PI * random.nextDouble();
      int index = order.get(k);
      LabelledImages from = index < 30 ? digits.train() : digits.test();
      int at = index < 30 ? index : index - 30;
      LabelledImages to = k < 15 ? set.train() : set.test();
      int out = k < 15 ? k : k - 15;
      assertThat(to.label(out)).isEqualTo(from.label(at));
      for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
          float level = (float) Math.floor(naive(from, at, i, j, angle) + 0.5) / 255;
          assertThat(to.pixel(out, 0, i, j)).isEqualTo(level);
        }
      }
    }
  }

  /** Triangle weights over every pixel about the grid's centre. */
  private static double naive(LabelledImages set, int index, int i, int j, double angle) {
    double centre = (SIDE - 1) / 2.0;
    double x = j - centre;
    double y = centre - i;
    double row = centre - (Math.cos(angle) * y - Math.sin(angle) * x);
    double column = centre + (Math.cos(angle) * x + Math.sin(angle) * y);
    double sum = 0;
    for (int a = 0; a < SIDE; a++) {
      for (int b = 0; b < SIDE; b++) {
        double weight = Math.max(0, 1 - Math.abs(row - a)) * Math.max(0, 1 - Math.abs(column - b));
        sum += weight * Math.round(set.pixel(index, 0, a, b) * 255);
      }
    }
    return sum;
  }

  @Test
  void threadsChangeNothing() throws Exception {
    ForkJoinPool one = new ForkJoinPool(1);
    try {
      AtomicLong turned = new AtomicLong();
      TrainTest set =
          one.submit(
                  () ->
                      RotatedMnist.generate(
                          digits(), 7, 15, 25, (name, unit, total) -> counter(turned)))
              .get();
      assertThat(set.trainSha256()).isEqualTo(generate(7).trainSha256());
      assertThat(set.testSha256()).isEqualTo(generate(7).testSha256());
      assertThat(turned).hasValue(40);
    } finally {
      one.shutdown();
    }
  }

  private static Progress.Task counter(AtomicLong count) {
    return new Progress.Task() {
      @Override
      public void advance(long amount) {
        count.addAndGet(amount);
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void refusesMoreDigitsThanThereAre() {
    assertThatThrownBy(() -> RotatedMnist.generate(digits(), 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("12000 training and 50000 test digits of 50");
  }

  @Test
  void theCachedSetIsVerifiedAndAnAlteredOneMadeAnew(@TempDir Path cache) throws IOException {
    var files = Mnist.cached(DataLocations.defaults());
    assumeTrue(files.isPresent(), "MNIST is not in the cache: load it once to run this test");
    Path own = files.get().get(MnistFile.TRAIN_IMAGES).getParent();
    DataLocations locations = DataLocations.defaults().withCache(cache).withDataDir(own);
    RotatedMnist source = new RotatedMnist(new Mnist(List.of()));
    assertThat(source.load(locations, Progress.none()).trainSha256())
        .isEqualTo(RotatedMnist.TRAIN_SHA256);
    Path labels = cache.resolve("rotated-mnist/train-labels-idx1-ubyte");
    byte[] good = Files.readAllBytes(labels);
    DataLocations onlyCache = new DataLocations(Optional.empty(), cache);
    assertThat(source.load(onlyCache, Progress.none()).testSha256())
        .isEqualTo(RotatedMnist.TEST_SHA256);
    byte[] bad = good.clone();
    bad[50] ^= 1;
    Files.write(labels, bad);
    assertThat(source.load(locations, Progress.none()).trainSha256())
        .isEqualTo(RotatedMnist.TRAIN_SHA256);
    assertThat(labels).hasBinaryContent(good);
  }
}
