package dev.pinwheel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {
  private static final ImageShape SHAPE = new ImageShape(2, 1, 2);

  private static LabelledImages small() {
    return LabelledImages.builder("small", SHAPE, 3)
        .add(new byte[] {9, 0, 51, (byte) 255, (byte) 204}, 1, 2)
        .add(new float[] {1, 0.5f, 0.25f, 0}, 0, 0)
        .build();
  }

  @Test
  void aRehearsalTakesTheFirstOfBothSets() {
    TrainTest set = new TrainTest("set", "here", small(), small());
    TrainTest first = set.first(1);
    assertThat(first.name()).isEqualTo("set/first-1");
    assertThat(first.provenance()).isEqualTo("here; the first 1 of each set");
    assertThat(first.train().labels()).containsExactly(2);
    assertThat(first.test().labels()).containsExactly(2);
    assertThat(set.first(9).train().labels()).containsExactly(2, 0);
    assertThatThrownBy(() -> set.first(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the first 0 images");
  }

  @Test
  void imagesAndTheirSubsetsKnowWhereTheyCameFrom() {
    LabelledImages set =
        LabelledImages.builder("named", SHAPE, 2)
            .add(new byte[4], 0, 1)
            .add(new byte[4], 0, 0)
            .from("b.png")
            .build();
    assertThat(set.origin(0)).isEmpty();
    assertThat(set.origin(1)).contains("b.png");
    LabelledImages turned = set.subset("turned", new int[] {1, 0});
    assertThat(turned.origin(0)).contains("b.png");
    assertThat(turned.origin(1)).isEmpty();
    LabelledImages.Builder empty = LabelledImages.builder("empty", SHAPE, 2);
    assertThatThrownBy(() -> empty.from("a.png")).hasMessageContaining("no image of \"empty\"");
  }

  @Test
  void keepsPixelsAndLabels() {
    LabelledImages set = small();
    float[] target = {-1, -1, -1, -1, -1, -1};
    set.copyImage(0, target, 1);
    assertThat(target).containsExactly(-1, 0, 51 / 255f, 1, 204 / 255f, -1);
    assertThat(set.pixel(1, 1, 0, 0)).isEqualTo(0.25f);
    assertThat(set.labels()).containsExactly(2, 0);
    assertThat(set.label(0)).isEqualTo(2);
    assertThat(set.classCounts()).containsExactly(1, 0, 1);
    assertThat(set).hasToString("small: 2 images [2, 1, 2], 3 classes");
  }

  @Test
  void doesNotShareMemoryWithItsSourceOrItsReaders() {
    float[] source = {0, 0, 0, 0};
    LabelledImages set = LabelledImages.builder("copy", SHAPE, 1).add(source, 0, 0).build();
    source[0] = 1;
    set.labels()[0] = 7;
    assertThat(set.pixel(0, 0, 0, 0)).isZero();
    assertThat(set.label(0)).isZero();
  }

  @Test
  void statisticsAreThoseOfAllPixels() {
    // 0, 0.2, 1, 0.8, 1, 0.5, 0.25, 0: sum 3.75, sum of squares 0.04 + 1 + 0.64 + 1 + 0.25 + 0.0625
    double mean = 3.75 / 8;
    assertThat(small().mean()).isCloseTo(mean, within(1e-8));
    assertThat(small().deviation()).isCloseTo(Math.sqrt(2.9925 / 8 - mean * mean), within(1e-8));
  }

  @Test
  void hashIsOverTheDocumentedBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(4 * 15);
    bytes.putInt(2).putInt(2).putInt(1).putInt(2).putInt(3);
    bytes.putInt(2).putFloat(0).putFloat(51 / 255f).putFloat(1).putFloat(204 / 255f);
    bytes.putInt(0).putFloat(1).putFloat(0.5f).putFloat(0.25f).putFloat(0);
    assertThat(small().sha256()).isEqualTo(Hashes.sha256(bytes.array()));
    assertThat(small().subset("other name", new int[] {0, 1}).sha256()).isEqualTo(small().sha256());
    assertThat(small().subset("small", new int[] {1, 0}).sha256()).isNotEqualTo(small().sha256());
  }

  @Property(tries = 50)
  void splitIsDisjointCompleteAndStable(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) {
    LabelledImages.Builder builder =
        LabelledImages.builder("numbered", new ImageShape(1, 1, 1), count);
    for (int i = 0; i < count; i++) {
      builder.add(new float[1], 0, i);
    }
    LabelledImages set = builder.build();
    int heldOut = 1 + count / 3 % (count - 1);
    LabelledImages.Split split = set.split(seed, heldOut);
    TreeSet<Integer> all = new TreeSet<>();
    for (int label : split.rest().labels()) {
      all.add(label);
    }
    for (int label : split.heldOut().labels()) {
      all.add(label);
    }
    assertThat(split.heldOut().count()).isEqualTo(heldOut);
    assertThat(split.rest().count()).isEqualTo(count - heldOut);
    assertThat(all).hasSize(count);
    assertThat(split.rest().labels()).isSorted();
    assertThat(set.split(seed, heldOut).heldOut().labels()).isEqualTo(split.heldOut().labels());
  }

  @Test
  void validationSplitsTheTrainingSetOnly() {
    LabelledImages train = TestImages.random("train", SHAPE, 12, 1);
    TrainTest all = new TrainTest("set", "made", train, TestImages.random("test", SHAPE, 5, 2));
    TrainTest chosen = all.validation(3, 2);
    assertThat(chosen.train().count()).isEqualTo(10);
    assertThat(chosen.testSha256()).isEqualTo(train.split(3, 2).heldOut().sha256());
    assertThat(chosen.provenance()).isEqualTo("made; 2 training images held out with seed 3");
  }

  @Test
  void refusesWhatIsNoImageOfTheSet() {
    LabelledImages.Builder builder = LabelledImages.builder("bad", SHAPE, 3);
    float[] image = {0, 0, 0, 1.5f};
    assertThatThrownBy(() -> builder.add(image, 0, 0))
        .isInstanceOf(DataException.class)
        .hasMessage("image 0 of \"bad\": pixel 1.5 not in [0, 1]");
    image[3] = Float.NaN;
    assertThatThrownBy(() -> builder.add(image, 0, 0)).hasMessageContaining("pixel NaN");
    assertThatThrownBy(() -> builder.add(new byte[4], 0, 3))
        .hasMessage("image 0 of \"bad\": label 3; use 0 to 2");
    assertThatThrownBy(() -> builder.add(new byte[4], 1, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(builder::build).hasMessageContaining("is empty");
    assertThatThrownBy(() -> small().split(0, 2)).hasMessageContaining("cannot hold out 2");
    assertThatThrownBy(() -> small().subset("x", new int[] {2})).hasMessageContaining("image 2");
    assertThatThrownBy(() -> new ImageShape(1, 0, 1)).hasMessageContaining("[1, 0, 1]");
    assertThatThrownBy(
            () ->
                new TrainTest(
                    "set", "", small(), TestImages.random("r", new ImageShape(1, 1, 1), 1, 1)))
        .isInstanceOf(DataException.class);
  }
}
