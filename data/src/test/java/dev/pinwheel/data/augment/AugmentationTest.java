package dev.pinwheel.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.CounterRandom;
import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TestImages;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "rotate(180)",
        "rotate(3.14)",
        "rotate(0)",
        "flip(horizontal)",
        "flip(vertical)",
        "shift(2)",
        "shift(20)",
        "shift(1.5,subpixel)",
        "flip(horizontal)+shift(4)",
        "rotate(180)+flip(vertical)+shift(0.25,subpixel)+rotate(10)"
      })
  void printsBackAsTyped(String text) {
    Augmentation parsed = Augmentation.parse(text);
    assertThat(parsed).hasToString(text);
    assertThat(Augmentation.parse(" " + text.replace("+", " + "))).isEqualTo(parsed);
  }

  @Test
  void buildsWhatItParses() {
    assertThat(
            Augmentation.rotate(3.14)
                .plus(Augmentation.flip(Flip.HORIZONTAL))
                .plus(Augmentation.shift(2, ShiftSteps.WHOLE)))
        .isEqualTo(Augmentation.parse("rotate(3.14)+flip(horizontal)+shift(2)"));
    assertThat(Augmentation.none().plus(Augmentation.none())).isEqualTo(Augmentation.none());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rotate(181)|use degrees from 0 to 180",
        "rotate(NaN)|\"NaN\" is no number",
        "rotate(ten)|\"ten\" is no number",
        "rotat(10)|did you mean \"rotate\"?",
        "flip(horizontaly)|did you mean \"horizontal\"?",
        "shift(1.5)|shift(1.5,subpixel)",
        "shift(-1)|use pixels from 0",
        "rotate(5,subpixel)|is no step",
        "rotate|is no step",
        "''|is no step",
        "shift(1)+|is no step",
        "none+shift(1)|is no step"
      })
  void quotesWhatItCannotRead(String text, String message) {
    assertThatThrownBy(() -> Augmentation.parse(text))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void threadsAndOrderChangeNothing() {
    LabelledImages set = TestImages.random("set", SHAPE, 64, 5);
    Augmentation augmentation = Augmentation.parse("rotate(180)+flip(vertical)+shift(2)");
    float[][] forward = new float[64][784];
    float[][] parallel = new float[64][784];
    for (int i = 63; i >= 0; i--) {
      augmentation.apply(set, i, 9, 4, forward[i], 0);
    }
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> augmentation.apply(set, i, 9, 4, parallel[i], 0));
    assertThat(parallel).isDeepEqualTo(forward);
    float[] otherEpoch = new float[784];
    augmentation.apply(set, 0, 9, 5, otherEpoch, 0);
    assertThat(otherEpoch).isNotEqualTo(forward[0]);
  }

  @Test
  void noneCopies() {
    LabelledImages set = TestImages.random("set", SHAPE, 1, 5);
    float[] image = new float[784];
    float[] augmented = new float[786];
    set.copyImage(0, image, 0);
    Augmentation.none().apply(set, 0, 1, 1, augmented, 2);
    assertThat(java.util.Arrays.copyOfRange(augmented, 2, 786)).isEqualTo(image);
  }

  @Test
  void choicesHaveTheirDistributions() {
    Augmentation flip = Augmentation.flip(Flip.HORIZONTAL);
    Augmentation shift = Augmentation.shift(2, ShiftSteps.WHOLE);
    Augmentation rotate = Augmentation.rotate(90);
    int n = 20_000;
    int flips = 0;
    double squares = 0;
    TreeMap<Double, Integer> shifts = new TreeMap<>();
    for (int i = 0; i < n; i++) {
      flips += flip.draw(1, 0, i).xx() < 0 ? 1 : 0;
      AffineMap map = rotate.draw(1, 0, i);
      double degrees = Math.toDegrees(Math.atan2(map.xy(), map.xx()));
      assertThat(degrees).isBetween(-90.0, 90.0);
      squares += degrees * degrees;
      shifts.merge(-shift.draw(1, 0, i).dy(), 1, Integer::sum);
    }
    // Within five standard errors.
    assertThat(flips).isCloseTo(n / 2, within(354));
    assertThat(shifts.keySet()).containsExactly(-2.0, -1.0, -0.0, 1.0, 2.0);
    assertThat(shifts.values()).allSatisfy(k -> assertThat(k).isCloseTo(n / 5, within(283)));
    assertThat(squares / n).isCloseTo(90 * 90 / 3.0, within(86.0));
  }

  @Test
  void stepsDrawFromLeftToRight() {
    CounterRandom random = new CounterRandom(3, 2, 1);
    AffineMap expected =
        AffineMap.rotation(30 * (2 * random.nextDouble() - 1))
            .then(AffineMap.translation(2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1));
    assertThat(Augmentation.parse("rotate(30)+shift(1,subpixel)").draw(3, 2, 1))
        .isEqualTo(expected);
  }
}
