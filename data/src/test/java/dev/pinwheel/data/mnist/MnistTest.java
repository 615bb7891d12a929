package dev.pinwheel.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
  @TempDir Path folder;

  private DataLocations empty() {
    return DataLocations.of(Map.of("PINWHEEL_CACHE", folder.resolve("cache").toString()), folder);
  }

  private static MnistOrigin failing(String name) {
    return new Origin(name, new AtomicInteger());
  }

  /** An origin that only counts and fails. */
  private record Origin(String name, AtomicInteger calls) implements MnistOrigin {
    @Override
    public void fetch(Set<MnistFile> wanted, Path folder, Progress progress) {
      calls.incrementAndGet();
      throw new DataException("no " + wanted.iterator().next().fileName());
    }
  }

  @Test
  void whenAllFailsEveryOriginIsListed() {
    Mnist mnist = new Mnist(List.of(failing("mirror one"), failing("package two")));
    assertThatThrownBy(() -> mnist.load(empty(), Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("data folder: none given")
        .hasMessageContaining("cache " + empty().cache().resolve("mnist"))
        .hasMessageContaining("mirror one: no train-images-idx3-ubyte")
        .hasMessageContaining("package two: no train-images-idx3-ubyte")
        .hasMessageContaining("--data-dir")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aUsersFolderMustBeWholeAndUnaltered() throws IOException {
    Mnist mnist = new Mnist(List.of());
    DataLocations own = empty().withDataDir(folder);
    Files.write(folder.resolve("train-images-idx3-ubyte"), new byte[1]);
    assertThatThrownBy(() -> mnist.load(own, Progress.none()))
        .hasMessageContaining("but not train-labels-idx1-ubyte");
    Files.write(folder.resolve("train-labels-idx1-ubyte"), new byte[1]);
    Files.write(folder.resolve("t10k-images.idx3-ubyte"), new byte[1]);
    Files.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), new byte[1]);
    assertThatThrownBy(() -> mnist.load(own, Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder.resolve("train-images-idx3-ubyte").toString())
        .hasMessageContaining("93b885adfe0da089cdf634904fd59f71");
    DataLocations missing = own.withDataDir(folder.resolve("missing"));
    assertThatThrownBy(() -> mnist.load(missing, Progress.none()))
        .hasMessageContaining("is no folder");
  }

  private static Map<MnistFile, Path> cachedOrSkip() {
    var files = Mnist.cached(DataLocations.defaults());
    assumeTrue(files.isPresent(), "MNIST is not in the cache: load it once to run this test");
    return files.get();
  }

  @Test
  void theCachedDigitsAreThoseOfMnist() {
    cachedOrSkip();
    TrainTest digits = new Mnist(List.of()).load(DataLocations.defaults(), Progress.none());
    assertThat(digits.train().count()).isEqualTo(60_000);
    assertThat(digits.test().count()).isEqualTo(10_000);
    // As published everywhere: 0.1307 and 0.3081; class counts as in LeCun's table.
    assertThat(digits.train().mean()).isCloseTo(0.1307, within(5e-5));
    assertThat(digits.train().deviation()).isCloseTo(0.3081, within(5e-5));
    assertThat(digits.train().classCounts())
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(RotatedMnist.generate(digits, RotatedMnist.DEFAULT_SEED))
        .satisfies(
            set -> {
              assertThat(set.trainSha256()).isEqualTo(RotatedMnist.TRAIN_SHA256);
              assertThat(set.testSha256()).isEqualTo(RotatedMnist.TEST_SHA256);
            });
  }

  /** Copies the cached files but spoils one. */
  private DataLocations spoiltCopy() throws IOException {
    Path cache = Files.createDirectories(empty().cache().resolve("mnist"));
    for (Path file : cachedOrSkip().values()) {
      Files.copy(file, cache.resolve(file.getFileName()));
    }
    byte[] labels = Files.readAllBytes(cache.resolve("t10k-labels-idx1-ubyte"));
    labels[100] ^= 1;
    Files.write(cache.resolve("t10k-labels-idx1-ubyte"), labels);
    return empty();
  }

  @Test
  void anAlteredCachedFileIsFetchedAnew() throws IOException {
    DataLocations spoilt = spoiltCopy();
    Path good = cachedOrSkip().get(MnistFile.TEST_LABELS);
    AtomicInteger calls = new AtomicInteger();
    MnistOrigin copier =
        new MnistOrigin() {
          @Override
          public String name() {
            return "copy";
          }

          @Override
          public void fetch(Set<MnistFile> wanted, Path target, Progress progress) {
            assertThat(wanted).containsExactly(MnistFile.TEST_LABELS);
            calls.incrementAndGet();
            try {
              dev.pinwheel.data.io.AtomicFile.write(
                  target.resolve("t10k-labels-idx1-ubyte"), Files.readAllBytes(good));
            } catch (IOException e) {
              throw DataException.reading(good, e);
            }
          }
        };
    Mnist mnist = new Mnist(List.of(failing("first"), copier));
    assertThat(mnist.locate(spoilt, Progress.none())).hasSize(4);
    assertThat(mnist.locate(spoilt, Progress.none())).hasSize(4);
    assertThat(calls).hasValue(1);
  }
}
