package dev.pinwheel.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.ImageShape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  /** Every pixel is its level over the greatest one, channel by channel, row 0 at the top. */
  private static void assertLevels(PixelImage image, BufferedImage drawn, int bits) {
    Raster raster = drawn.getRaster();
    ImageShape shape = image.shape();
    assertThat(shape)
        .isEqualTo(new ImageShape(raster.getNumBands(), raster.getHeight(), raster.getWidth()));
    float most = (1 << bits) - 1;
    for (int c = 0; c < shape.channels(); c++) {
      for (int i = 0; i < shape.height(); i++) {
        for (int j = 0; j < shape.width(); j++) {
          assertThat(image.pixels()[(c * shape.height() + i) * shape.width() + j])
              .isEqualTo(raster.getSample(j, i, c) / most);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"png,grey", "png,colour", "bmp,colour", "tiff,grey", "tiff,colour"})
  void eightBitsAreReadExactly(String format, String kind) {
    int type = kind.equals("grey") ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage drawn = Drawn.noise(type, 7, 5, 1);
    PixelImage image = ImageDecoder.decode(Drawn.bytes(drawn, format));
    assertLevels(image, drawn, 8);
    assertThat(image.depth()).isEqualTo(PixelImage.Depth.BYTE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void sixteenBitsAreReadExactly(String format) {
    BufferedImage grey = Drawn.noise(BufferedImage.TYPE_USHORT_GRAY, 6, 9, 2);
    PixelImage image = ImageDecoder.decode(Drawn.bytes(grey, format));
    assertLevels(image, grey, 16);
    assertThat(image.depth()).isEqualTo(PixelImage.Depth.DEEP);

    BufferedImage colour = Drawn.deepColour(5, 4);
    assertLevels(ImageDecoder.decode(Drawn.bytes(colour, format)), colour, 16);
  }

  @Test
  void aJpegIsNearlyWhatWasDrawn() {
    BufferedImage drawn = Drawn.plain(16, 8, new Color(200, 100, 50));
    PixelImage image = ImageDecoder.decode(Drawn.bytes(drawn, "jpeg"));
    assertThat(image.shape()).isEqualTo(new ImageShape(3, 8, 16));
    float[] expected = {200 / 255f, 100 / 255f, 50 / 255f};
    for (int i = 0; i < image.pixels().length; i++) {
      assertThat(image.pixels()[i]).isCloseTo(expected[i / 128], within(0.02f));
    }
  }

  @Test
  void aPaletteIsLookedUpAndAGreyOneIsGrey() {
    PixelImage colour =
        ImageDecoder.decode(
            Drawn.bytes(Drawn.palette(2, 1, new Color(255, 0, 51), Color.BLACK), "png"));
    assertThat(colour.pixels()).containsExactly(1, 0, 0, 0, 0.2f, 0);
    PixelImage grey =
        ImageDecoder.decode(
            Drawn.bytes(Drawn.palette(3, 1, Color.WHITE, new Color(51, 51, 51)), "png"));
    assertThat(grey.shape()).isEqualTo(new ImageShape(1, 1, 3));
    assertThat(grey.pixels()).containsExactly(1, 0.2f, 1);
  }

  @Test
  void twoLevelsAreBlackAndWhite() {
    BufferedImage drawn = Drawn.noise(BufferedImage.TYPE_BYTE_BINARY, 9, 4, 5);
    assertLevels(ImageDecoder.decode(Drawn.bytes(drawn, "png")), drawn, 1);
  }

  @Test
  void whatIsTransparentLiesOverBlack() {
    BufferedImage drawn = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    drawn.setRGB(0, 0, 0xffff3300);
    drawn.setRGB(1, 0, 0x33ff00ff);
    PixelImage image = ImageDecoder.decode(Drawn.bytes(drawn, "png"));
    assertThat(image.pixels()).containsExactly(1, 0.2f, 0.2f, 0, 0, 0.2f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "bmp", "tiff"})
  void aFileThatEndsEarlyIsTold(String format) {
    byte[] whole = Drawn.bytes(Drawn.noise(BufferedImage.TYPE_3BYTE_BGR, 64, 64, 1), format);
    for (int length : new int[] {whole.length / 2, whole.length - whole.length / 8}) {
      assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(whole, length)))
          .isInstanceOfSatisfying(
              BadImageException.class,
              e -> assertThat(e.kind()).isIn(Problem.Kind.TRUNCATED, Problem.Kind.UNREADABLE));
    }
  }

  @Test
  void noBeginningOfAFileIsTakenForAnImageOrIsABug() {
    for (String format : new String[] {"png", "jpeg", "bmp", "tiff"}) {
      byte[] whole = Drawn.bytes(Drawn.noise(BufferedImage.TYPE_3BYTE_BGR, 12, 12, 1), format);
      for (int length = 0; length < whole.length / 2; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> ImageDecoder.decode(cut))
            .as("%s of %d bytes", format, length)
            .isInstanceOf(BadImageException.class);
      }
    }
  }

  @Test
  void damagedBytesGiveAnImageOrAReason() {
    java.util.Random random = new java.util.Random(4);
    for (String format : new String[] {"png", "jpeg", "bmp", "tiff"}) {
      byte[] whole = Drawn.bytes(Drawn.noise(BufferedImage.TYPE_3BYTE_BGR, 12, 12, 1), format);
      for (int i = 0; i < 150; i++) {
        byte[] damaged = whole.clone();
        for (int k = 0; k < 4; k++) {
          damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
        }
        try {
          assertThat(ImageDecoder.decode(damaged).pixels()).isNotEmpty();
        } catch (BadImageException e) {
          assertThat(e).hasMessageNotContaining("\n");
        }
      }
    }
  }

  private static void assertBad(byte[] file, Problem.Kind kind, String words) {
    assertThatThrownBy(() -> ImageDecoder.decode(file))
        .isInstanceOfSatisfying(BadImageException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }

  @Test
  void whatIsNoImageIsTold() throws IOException {
    assertBad(new byte[0], Problem.Kind.UNREADABLE, "it has no bytes");
    assertBad(
        "label,path".getBytes(StandardCharsets.UTF_8),
        Problem.Kind.UNREADABLE,
        "no PNG, JPEG, TIFF or BMP, whatever its name says");
    assertBad(Drawn.cmyk(), Problem.Kind.UNREADABLE, "save it as RGB");
  }

  @Test
  void aHugeImageIsNotDecoded() {
    assertBad(Drawn.claimingPng(100_000, 100_000), Problem.Kind.HUGE, "100000×100000");
    assertBad(Drawn.claimingPng(Integer.MAX_VALUE, 2), Problem.Kind.HUGE, "cut it into tiles");
  }

  @Test
  void fractionalLevelsAreTold() {
    BufferedImage image =
        javax.imageio.ImageTypeSpecifier.createGrayscale(
                16, java.awt.image.DataBuffer.TYPE_SHORT, true)
            .createBufferedImage(3, 3);
    assertBad(Drawn.bytes(image, "tiff"), Problem.Kind.UNREADABLE, "8 or 16 bits");
  }

  @Test
  void greyAndColourBecomeEachOther() {
    PixelImage grey =
        ImageDecoder.decode(Drawn.bytes(Drawn.noise(BufferedImage.TYPE_BYTE_GRAY, 4, 3, 1), "png"));
    PixelImage colour = grey.withChannels(3);
    assertThat(colour.isGrey()).isTrue();
    assertThat(colour.withChannels(1).rounded().pixels()).isEqualTo(grey.pixels());
    PixelImage red = ImageDecoder.decode(Drawn.bytes(Drawn.plain(1, 1, Color.RED), "png"));
    assertThat(red.isGrey()).isFalse();
    assertThat(red.withChannels(1).pixels()).containsExactly(0.299f);
  }

  /** All at once they would take more memory than a test has. */
  @Test
  void largeImagesOfManyThreadsWaitForEachOther() throws InterruptedException {
    BufferedImage large = new BufferedImage(3500, 3000, BufferedImage.TYPE_3BYTE_BGR);
    byte[] file = Drawn.bytes(large, "png");
    List<ImageShape> shapes = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads =
        IntStream.range(0, 10)
            .mapToObj(i -> new Thread(() -> shapes.add(ImageDecoder.decode(file).shape())))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(shapes).hasSize(10).containsOnly(new ImageShape(3, 3000, 3500));
  }
}
