package dev.pinwheel.report.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void aPngHasThePicturesPixels() throws IOException {
    Picture picture = Picture.of(3, 5, i -> 0x010a30 * i);
    String uri = picture.dataUri();
    assertThat(uri).startsWith("data:image/png;base64,");

    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    BufferedImage image = read(png);
    assertThat(image.getWidth()).isEqualTo(5);
    assertThat(image.getHeight()).isEqualTo(3);
    for (int i = 0; i < 15; i++) {
      assertThat(image.getRGB(i % 5, i / 5) & 0xFFFFFF).isEqualTo(0x010a30 * i);
      assertThat(picture.colour(i / 5, i % 5)).isEqualTo(0x010a30 * i);
    }
  }

  @Test
  void coloursAndGreyLevelsAreTheImages() {
    double[] rgb = {0, 1, 1, 0, 0.5, 2};
    assertThat(Picture.ofImage(rgb, 3, 1, 2))
        .isEqualTo(Picture.of(1, 2, i -> i == 0 ? 0x00ff80 : 0xff00ff));
    assertThat(Picture.ofImage(new double[] {0.2, -1}, 1, 1, 2))
        .isEqualTo(Picture.of(1, 2, i -> i == 0 ? 0x333333 : 0));
  }

  @Test
  void signsHaveColoursOfTheirOwnAndZeroHasNone() {
    Picture map = Picture.ofMap(new double[] {-2, 0, 2, 8}, 1, 4, 2);
    int negative = map.colour(0, 0);
    int zero = map.colour(0, 1);
    int positive = map.colour(0, 2);
    assertThat(negative & 0xFF).isGreaterThan(negative >> 16);
    assertThat(positive >> 16).isGreaterThan(positive & 0xFF);
    assertThat(zero).isEqualTo(0xf7f7f7);
    assertThat(map.colour(0, 3)).isEqualTo(positive);
    assertThat(Picture.ofMap(new double[] {0, 0}, 1, 2, 0).colour(0, 1)).isEqualTo(zero);
  }

  @Test
  void aSheetShowsItsPicturesInRows() {
    Picture red = Picture.of(2, 2, i -> 0xff0000);
    Picture wide = Picture.of(1, 2, i -> 0x0000ff);
    Picture sheet = Sheet.of(List.of(List.of(red, wide), List.of(wide)));

    assertThat(sheet.width()).isEqualTo(248);
    assertThat(sheet.height()).isEqualTo(248);
    assertThat(sheet.colour(60, 60)).isEqualTo(0xff0000);
    assertThat(sheet.colour(30, 180)).isEqualTo(0x0000ff);
    assertThat(sheet.colour(100, 180)).as("below the wide one").isEqualTo(0xffffff);
    assertThat(sheet.colour(180, 180)).as("where there is none").isEqualTo(0xffffff);
    assertThat(sheet.colour(0, 0)).isEqualTo(0xffffff);
  }

  @Test
  void aPlotIsDrawnForLightAndDark() throws IOException {
    List<Double> x = IntStream.range(0, 5).mapToObj(i -> (double) i).toList();
    Series series = new Series("a", x, x, Series.Form.LINE, 0);
    Plot plot = Plots.lines("p", "x", Plots.Axis.COUNTS, "y", List.of(series));
    BufferedImage light = read(plot.light().png());

    assertThat(light.getWidth()).isEqualTo(2 * plot.width());
    assertThat(light.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(colours(light)).contains(0x0072B2);
    BufferedImage dark = read(plot.dark().png());
    assertThat(dark.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0x161B22);
    assertThat(colours(dark)).contains(0x56B4E9).doesNotContain(0xFFFFFF);
  }

  private static List<Integer> colours(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xFFFFFF)
        .distinct()
        .boxed()
        .toList();
  }

  @Test
  void plotsTakeASinglePointAndHundredsOfClasses() {
    Series one = new Series("a", List.of(1.0), List.of(0.0), Series.Form.LINE, 0);
    assertThat(Plots.lines("p", "x", Plots.Axis.COUNTS, "y", List.of(one)).light().png())
        .isNotEmpty();
    int classes = 300;
    List<String> labels = IntStream.range(0, classes).mapToObj(i -> "same name").toList();
    List<List<Integer>> counts =
        IntStream.range(0, classes)
            .mapToObj(t -> IntStream.range(0, classes).mapToObj(p -> t == p ? 3 : 0).toList())
            .toList();
    assertThat(Plots.confusion("c", labels, counts).dark().png()).isNotEmpty();
  }

  @Test
  void whatIsNoPictureIsRefused() {
    assertThatThrownBy(() -> Picture.of(0, 2, i -> 0)).hasMessageContaining("0×2");
    assertThatThrownBy(() -> Sheet.of(List.of())).hasMessageContaining("no pictures");
    assertThatThrownBy(() -> new Series("a", List.of(1.0), List.of(), Series.Form.DOTS, 0))
        .hasMessageContaining("1 places and 0 values");
  }
}
