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
        "rotate(180)+flip(vertical)+shift(0.25,subpixel)+rotate(10)",
        "scale(1.2)",
        "scale(1.25,peraxis)+shear(10.5)",
        "rotate(180)+scale(1)+resample(cubic)",
        "elastic(0.75)",
        "rotate(180)+elastic(1)+scale(1.2)+resample(cubic)"
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
    assertThat(
            Augmentation.scale(1.5, ScaleAxes.EACH)
                .plus(Augmentation.shear(7))
                .plus(Augmentation.elastic(0.5))
                .by(Resampling.CUBIC))
        .isEqualTo(Augmentation.parse("scale(1.5,peraxis)+shear(7)+elastic(0.5)+resample(cubic)"));
    assertThat(Augmentation.parse("shear(7)+resample(bilinear)")).isEqualTo(Augmentation.shear(7));
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
        "scale(1.2,subpixel)|is no step",
        "scale(0.8)|use a largest factor from 1 to 10",
        "scale(11)|use a largest factor from 1 to 10",
        "shear(81)|use degrees from 0 to 80",
        "shear(-1)|use degrees from 0 to 80",
        "elastic(-0.5)|use pixels from 0",
        "elastic(1,peraxis)|is no step",
        "elastc(1)|did you mean \"elastic\"?",
        "scal(2)|did you mean \"scale\"?",
        "rotate(5)+resample(cubics)|did you mean \"cubic\"?",
        "resample(cubic)|once, after all steps",
        "resample(cubic)+rotate(5)|once, after all steps",
        "rotate(5)+resample(cubic)+resample(cubic)|once, after all steps",
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
    Augmentation augmentation =
        Augmentation.parse("rotate(180)+elastic(1)+flip(vertical)+shift(2)");
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

  private static AffineMap affine(Augmentation augmentation, long index) {
    return (AffineMap) augmentation.draw(SHAPE, 1, 0, index);
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
      flips += affine(flip, i).xx() < 0 ? 1 : 0;
      AffineMap map = affine(rotate, i);
      double degrees = Math.toDegrees(Math.atan2(map.xy(), map.xx()));
      assertThat(degrees).isBetween(-90.0, 90.0);
      squares += degrees * degrees;
      shifts.merge(-affine(shift, i).dy(), 1, Integer::sum);
    }
    // Within five standard errors.
    assertThat(flips).isCloseTo(n / 2, within(354));
    assertThat(shifts.keySet()).containsExactly(-2.0, -1.0, -0.0, 1.0, 2.0);
    assertThat(shifts.values()).allSatisfy(k -> assertThat(k).isCloseTo(n / 5, within(283)));
    assertThat(squares / n).isCloseTo(90 * 90 / 3.0, within(86.0));
  }

  @Test
  void sizesAndSlantsHaveTheirDistributions() {
    Augmentation together = Augmentation.scale(2, ScaleAxes.TOGETHER);
    Augmentation each = Augmentation.scale(2, ScaleAxes.EACH);
    Augmentation shear = Augmentation.shear(30);
    int n = 20_000;
    double logarithms = 0;
    double squares = 0;
    double products = 0;
    double angles = 0;
    for (int i = 0; i < n; i++) {
      AffineMap one = affine(together, i);
      assertThat(one).isEqualTo(AffineMap.scaling(1 / one.xx(), 1 / one.xx()));
      AffineMap two = affine(each, i);
      assertThat(two.xx()).isBetween(0.5, 2.0);
      assertThat(two.yy()).isBetween(0.5, 2.0);
      double right = Math.log(two.xx()) / Math.log(2);
      double up = Math.log(two.yy()) / Math.log(2);
      logarithms += right;
      squares += up * up;
      products += right * up;
      double lean = Math.toDegrees(Math.atan(-affine(shear, i).xy()));
      assertThat(lean).isBetween(-30.0, 30.0);
      angles += lean * lean;
    }
    // Within five standard errors: of means of uniform numbers, their squares and their products.
    assertThat(logarithms / n).isCloseTo(0, within(0.021));
    assertThat(squares / n).isCloseTo(1 / 3.0, within(0.011));
    assertThat(products / n).isCloseTo(0, within(0.012));
    assertThat(angles / n).isCloseTo(300, within(9.5));
  }

  @Test
  void stepsDrawFromLeftToRight() {
    CounterRandom random = new CounterRandom(3, 2, 1);
    AffineMap expected =
        AffineMap.rotation(30 * (2 * random.nextDouble() - 1))
            .then(AffineMap.translation(2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1));
    assertThat(Augmentation.parse("rotate(30)+shift(1,subpixel)").draw(SHAPE, 3, 2, 1))
        .isEqualTo(expected);
  }
}
