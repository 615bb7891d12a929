package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.Normalisation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
}
