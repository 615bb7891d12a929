package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.PreprocessingForm;
import dev.pinwheel.models.Whitening;
import dev.pinwheel.models.WhiteningFit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchesTest {
  private static final Augmentation TURNS = Augmentation.parse("rotate(180)+shift(2)");

  /** Images whose pixels tell their number. */
  private static LabelledImages numbered(int count) {
    LabelledImages.Builder images =
        LabelledImages.builder("numbered", new ImageShape(1, 2, 2), 256);
    for (int i = 0; i < count; i++) {
      byte level = (byte) i;
      images.add(new byte[] {level, level, level, level}, 0, i);
    }
    return images.build();
  }

  private static List<Integer> order(Batches batches) {
    List<Integer> order = new ArrayList<>();
    for (int b = 0; b < batches.count(); b++) {
      float[] pixels = batches.pixels(b);
      long[] labels = batches.labels(b);
      assertThat(pixels).hasSize(4 * batches.size(b));
      for (int i = 0; i < labels.length; i++) {
        assertThat(Math.round(pixels[4 * i] * 255)).isEqualTo((int) labels[i]);
        order.add((int) labels[i]);
      }
    }
    return order;
  }

  private static Batches epoch(LabelledImages images, int batchSize, long seed, int epoch) {
    return Batches.ofEpoch(images, Normalisation.NONE, Augmentation.none(), batchSize, seed, epoch);
  }

  @Property(tries = 60)
  void anEpochSeesEveryImageOnce(
      @ForAll @IntRange(min = 1, max = 200) int count,
      @ForAll @IntRange(min = 1, max = 70) int batchSize,
      @ForAll long seed,
      @ForAll @IntRange(max = 1000) int epoch) {
    Batches batches = epoch(numbered(count), batchSize, seed, epoch);
    List<Integer> order = order(batches);

    assertThat(order).isEqualTo(order(epoch(numbered(count), batchSize, seed, epoch)));
    assertThat(order).isEqualTo(order(epoch(numbered(count), count, seed, epoch)));
    Collections.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, count).boxed().toList());
    assertThat(batches.size(batches.count() - 1)).isBetween(1, batchSize);
  }

  @Test
  void epochsAndSeedsDiffer() {
    LabelledImages images = numbered(100);
    List<Integer> order = order(epoch(images, 16, 1, 0));

    assertThat(order).isNotEqualTo(order(epoch(images, 16, 1, 1)));
    assertThat(order).isNotEqualTo(order(epoch(images, 16, 2, 0)));
    assertThat(order(Batches.inOrder(images, Normalisation.NONE, 16)))
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void whatAnImageBecomesDependsOnSeedEpochAndNumberAlone() {
    Map<List<Float>, Integer> once = turned(16, 1, 0);

    assertThat(turned(7, 1, 0)).isEqualTo(once);
    assertThat(turned(16, 2, 0)).isNotEqualTo(once);
    assertThat(turned(16, 1, 1)).isNotEqualTo(once);
  }

  private static Map<List<Float>, Integer> turned(int batchSize, long seed, int epoch) {
    LabelledImages images = Rings.images("train", 30, 1);
    Batches batches = Batches.ofEpoch(images, Normalisation.NONE, TURNS, batchSize, seed, epoch);
    int each = images.shape().size();
    Map<List<Float>, Integer> all = new HashMap<>();
    for (int b = 0; b < batches.count(); b++) {
      float[] pixels = batches.pixels(b);
      for (int i = 0; i < batches.size(b); i++) {
        List<Float> image = new ArrayList<>();
        for (int k = 0; k < each; k++) {
          image.add(pixels[i * each + k]);
        }
        all.put(image, (int) batches.labels(b)[i]);
      }
    }
    return all;
  }

  @Property(tries = 60)
  void madeOnAThreadOfTheirOwnTheyAreTheSame(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 1, max = 50) int batchSize,
      @ForAll @IntRange(min = 1, max = 5) int ahead,
      @ForAll("augmentations") Augmentation augmentation,
      @ForAll long seed,
      @ForAll @IntRange(max = 100) int epoch) {
    LabelledImages images = Rings.images("train", count, 1);
    Normalisation normalisation = new Normalisation(images.mean(), images.deviation());

    assertSameAhead(Batches.inOrder(images, normalisation, batchSize), ahead);
    assertSameAhead(
        Batches.ofEpoch(images, normalisation, augmentation, batchSize, seed, epoch), ahead);
  }

  @Provide
  Arbitrary<Augmentation> augmentations() {
    return Arbitraries.of("none", "rotate(180)", "rotate(3.14)", "flip(vertical)+shift(2)")
        .map(Augmentation::parse);
  }

  private static void assertSameAhead(Batches batches, int ahead) {
    try (Prefetch prefetch = Prefetch.of(batches, ahead)) {
      for (int b = 0; b < batches.count(); b++) {
        Batch batch = prefetch.next();
        assertThat(batch.pixels()).isEqualTo(batches.pixels(b));
        assertThat(batch.labels()).isEqualTo(batches.labels(b));
        assertThat(batch.size()).isEqualTo(batches.size(b));
      }
    }
  }

  @Test
  void augmentationLeavesTheSetAloneAndComesBeforeNormalisation() {
    LabelledImages images = Rings.images("train", 4, 1);
    String before = Rings.images("train", 4, 1).sha256();
    Normalisation shift = new Normalisation(2, 0.5);
    float[] plain = Batches.ofEpoch(images, Normalisation.NONE, TURNS, 4, 1, 0).pixels(0);
    float[] normalised = Batches.ofEpoch(images, shift, TURNS, 4, 1, 0).pixels(0);

    for (int i = 0; i < plain.length; i++) {
      assertThat(normalised[i]).isEqualTo((plain[i] - 2) * 2);
    }
    assertThat(images.sha256()).isEqualTo(before);
  }

  @Test
  void aNormalisedSetHasMeanZeroAndDeviationOne() {
    LabelledImages images = Rings.images("train", 50, 1);
    Batches batches =
        Batches.inOrder(images, new Normalisation(images.mean(), images.deviation()), 50);
    double sum = 0;
    double squares = 0;
    for (float pixel : batches.pixels(0)) {
      sum += pixel;
      squares += (double) pixel * pixel;
    }
    int n = 50 * images.shape().size();

    assertThat(sum / n).isBetween(-1e-4, 1e-4);
    assertThat(squares / n).isBetween(0.9999, 1.0001);
  }

  private static LabelledImages noise(int count) {
    LabelledImages.Builder images = LabelledImages.builder("noise", new ImageShape(3, 4, 4), 2);
    Random random = new Random(4);
    for (int i = 0; i < count; i++) {
      byte[] levels = new byte[48];
      random.nextBytes(levels);
      images.add(levels, 0, i % 2);
    }
    return images.build();
  }

  private static Whitening whitening(LabelledImages images) {
    return WhiteningFit.of(
        PreprocessingForm.parse("whiten"),
        new ModelOptions(3, 4, 4, 2),
        images.count(),
        images::copyImage,
        n -> {});
  }

  /** What moves in from outside is zero, the mean; a moved image's other values are the image's. */
  @Test
  void whiteningComesBeforeAugmentation() {
    LabelledImages images = noise(60);
    Whitening whitening = whitening(images);
    Augmentation shifts = Augmentation.parse("flip(horizontal)+shift(2)");
    Batches still = Batches.ofEpoch(images, whitening, Augmentation.none(), 16, 3, 1);
    Batches moved = Batches.ofEpoch(images, whitening, shifts, 16, 3, 1);
    int zeros = 0;
    for (int b = 0; b < still.count(); b++) {
      assertThat(moved.labels(b)).isEqualTo(still.labels(b));
      float[] before = still.pixels(b);
      float[] after = moved.pixels(b);
      for (int i = 0; i < still.size(b); i++) {
        Set<Float> own = new HashSet<>();
        for (int k = 0; k < 48; k++) {
          own.add(before[48 * i + k]);
        }
        for (int k = 0; k < 48; k++) {
          float value = after[48 * i + k];
          zeros += value == 0 ? 1 : 0;
          assertThat(value == 0 || own.contains(value)).isTrue();
        }
      }
    }
    assertThat(zeros).isGreaterThan(1000);
  }

  @Test
  void whitenedBatchesAreWhatTheWhiteningGives() {
    LabelledImages images = noise(60);
    Whitening whitening = whitening(images);
    float[] expected = new float[7 * 48];
    for (int i = 0; i < 7; i++) {
      images.copyImage(i, expected, i * 48);
    }
    whitening.apply(expected, 0, expected.length);
    assertThat(Batches.inOrder(images, whitening, 7).pixels(0)).isEqualTo(expected);
  }
}
