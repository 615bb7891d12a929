package dev.pinwheel.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizingTest {
  private static PixelImage image(int height, int width, float... pixels) {
    return new PixelImage(
        new ImageShape(pixels.length / (height * width), height, width),
        pixels,
        PixelImage.Depth.BYTE);
  }

  private static PixelImage random(int channels, int height, int width) {
    Random random = new Random(height * 100 + width);
    float[] pixels = new float[channels * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(256) / 255f;
    }
    return image(height, width, pixels);
  }

  /** A quarter turn counter-clockwise: pixel (i, j) goes to (width − 1 − j, i). */
  private static PixelImage turned(PixelImage image) {
    ImageShape s = image.shape();
    float[] target = new float[s.size()];
    for (int c = 0; c < s.channels(); c++) {
      for (int i = 0; i < s.height(); i++) {
        for (int j = 0; j < s.width(); j++) {
          target[(c * s.width() + s.width() - 1 - j) * s.height() + i] =
              image.pixels()[(c * s.height() + i) * s.width() + j];
        }
      }
    }
    return image(/* height= */ s.width(), /* width= */ s.height(), target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resize(64)", "crop(32)", "as-is(20)", "resize(48x64)"})
  void theWrittenFormIsReadBack(String text) {
    assertThat(Sizing.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resize", "resize(0)", "shrink(3)", "crop(99999)", "crop(3", ""})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> Sizing.parse(text)).isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "resize(7),20,20", "resize(8),21,21", "resize(12),5,9", "resize(10),33,14",
    "crop(8),20,20", "crop(7),20,20", "crop(9),13,5", "crop(16),4,31"
  })
  void aTurnedFileGivesTheTurnedImage(String text, int height, int width) {
    Sizing sizing = Sizing.parse(text);
    PixelImage image = random(3, height, width);
    PixelImage expected = turned(sizing.apply(image));
    PixelImage found = sizing.apply(turned(image));
    assertThat(found.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < found.pixels().length; i++) {
      assertThat(found.pixels()[i]).isCloseTo(expected.pixels()[i], within(1e-6f));
    }
  }

  @Test
  void anEvenCropTakesTheMiddleAsItIs() {
    PixelImage image = random(1, 6, 8);
    float[] found = Sizing.parse("crop(2)").apply(image).pixels();
    float[] p = image.pixels();
    assertThat(found).containsExactly(p[2 * 8 + 3], p[2 * 8 + 4], p[3 * 8 + 3], p[3 * 8 + 4]);
  }

  @Test
  void aCropThatIsLargerRepeatsTheBorder() {
    float[] found = Sizing.parse("crop(4)").apply(image(2, 2, 0.1f, 0.2f, 0.3f, 0.4f)).pixels();
    assertThat(found)
        .containsExactly(
            0.1f, 0.1f, 0.2f, 0.2f, 0.1f, 0.1f, 0.2f, 0.2f, 0.3f, 0.3f, 0.4f, 0.4f, 0.3f, 0.3f,
            0.4f, 0.4f);
  }

  @Test
  void aConstantImageStaysConstant() {
    float[] pixels = new float[30 * 17];
    java.util.Arrays.fill(pixels, 0.7f);
    for (float pixel : Sizing.parse("resize(11)").apply(image(30, 17, pixels)).pixels()) {
      assertThat(pixel).isCloseTo(0.7f, within(1e-6f));
    }
  }

  @Test
  void scalingDownTakesTheTriangleMean() {
    // Twice smaller: weights 1, 3, 3, 1 over 8 about each pixel's centre, inside of the image.
    PixelImage line = image(8, 8, column());
    float[] found = Sizing.parse("resize(4)").apply(line).pixels();
    float[] x = column();
    assertThat(found[1]).isCloseTo((x[1] + 3 * x[2] + 3 * x[3] + x[4]) / 8, within(1e-6f));
    assertThat(found[0]).isCloseTo((x[0] + 3 * x[0] + 3 * x[1] + x[2]) / 8, within(1e-6f));
  }

  /** 8×8 pixels, all rows alike. */
  private static float[] column() {
    float[] pixels = new float[64];
    for (int i = 0; i < 64; i++) {
      pixels[i] = (i % 8) * (i % 8) / 49f;
    }
    return pixels;
  }

  @Test
  void proportionsStayAndTheMiddleIsTaken() {
    // The left and right quarter are black, the middle is white.
    float[] pixels = new float[4 * 8];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 8 < 2 || i % 8 > 5 ? 0 : 1;
    }
    float[] found = Sizing.parse("resize(4)").apply(image(4, 8, pixels)).pixels();
    assertThat(found).containsOnly(1);
  }

  @Test
  void anotherSizeIsRefusedWhereImagesStay() {
    assertThatThrownBy(() -> Sizing.parse("as-is(4)").apply(random(1, 4, 5)))
        .isInstanceOf(BadImageException.class)
        .hasMessage("is of size 5×4, not 4×4");
    PixelImage same = random(1, 4, 4);
    assertThat(Sizing.parse("as-is(4)").apply(same)).isSameAs(same);
  }
}
