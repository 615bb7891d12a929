package dev.pinwheel.data.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmatTest {
  private static final ImageShape SHAPE = new ImageShape(1, 2, 3);
  private static final String TINY =
      "  0.0 0.1\t0.2 0.3 0.4 0.5 7.0000000e+00\r\n\n1 0 1.0e-3 .5 0.00392157 5E-1 0";
  private static final String TRAIN = "mnist_all_rotation_normalized_float_train_valid.amat";
  private static final String TEST = "mnist_all_rotation_normalized_float_test.amat";
  private static final String ZIP = "mnist_rotation_new.zip";

  private static LabelledImages read(String text, ImageShape shape) {
    return Amat.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)),
        "text",
        shape,
        10,
        "set",
        Progress.none(),
        text.length());
  }

  @Test
  void imagesAreColumnByColumn() {
    LabelledImages set = read(TINY, SHAPE);
    assertThat(set.labels()).containsExactly(7, 0);
    float[] pixels = new float[12];
    set.copyImage(0, pixels, 0);
    set.copyImage(1, pixels, 6);
    assertThat(pixels)
        .containsExactly(0f, 0.2f, 0.4f, 0.1f, 0.3f, 0.5f, 1f, 1e-3f, 0.00392157f, 0f, 0.5f, 0.5f);
  }

  @Property(tries = 500)
  void numbersAreTheNearest(@ForAll @DoubleRange(min = 0, max = 1) double value) {
    float expected = (float) value;
    for (String text :
        new String[] {
          Double.toString(value), String.format(java.util.Locale.ROOT, "%.16f", value)
        }) {
      LabelledImages set = read(text + " 0\n", new ImageShape(1, 1, 1));
      assertThat(set.pixel(0, 0, 0, 0)).isEqualTo((float) Double.parseDouble(text));
    }
    assertThat(read(value + " 0", new ImageShape(1, 1, 1)).pixel(0, 0, 0, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 0 0 0 0 0|text line 3 has 6 columns, not 7",
        "0 0 0 0 0 0 1 1|text line 3 has more than 7 columns",
        "0 0 0 x 0 0 1|text line 3 column 4: \"x\" is no number",
        "0 0 0 0x1p1 0 0 1|column 4: \"0x1p1\" is no number",
        "0 0 0 0 0.5f 0 1|column 5: \"0.5f\" is no number",
        "0 0 0 0 0 NaN 1|column 6: \"NaN\" is no number",
        "0 0 0 0 1..2 0 1|column 5: \"1..2\" is no number",
        "0 0 0 0 . 0 1|column 5: \".\" is no number",
        "0 0 1.5 0 0 0 1|text line 3: image 1 of \"set\": pixel 1.5 not in [0, 1]",
        "0 0 -0.1 0 0 0 1|text line 3: image 1 of \"set\": pixel -0.1 not in [0, 1]",
        "0 0 0 0 0 0 10|text line 3: image 1 of \"set\": label 10",
        "0 0 0 0 0 0 1.5|text line 3: label 1.5 is no whole number"
      })
  void errorsNameTheLine(String line, String message) {
    assertThatThrownBy(() -> read("0 0 0 0 0 0 1\n\n" + line + "\n", SHAPE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsBigTextFast() {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < 784; k++) {
      line.append("0.").append(100000000 + 7919 * k).append(' ');
    }
    String text = line.append("3.0\n").toString().repeat(2000);
    long start = System.nanoTime();
    LabelledImages set = read(text, new ImageShape(1, 28, 28));
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(set.count()).isEqualTo(2000);
    assertThat(set.pixel(0, 0, 1, 2)).isEqualTo((float) (0.1 + 57 * 7919e-9));
    assertThat(text.length() / 1e6 / seconds).as("megabytes a second").isGreaterThan(20);
  }

  private static RotatedMnistAmat source(String md5) {
    return new RotatedMnistAmat(SHAPE, 2, 1, md5);
  }

  private static DataLocations in(Path folder) {
    return DataLocations.of(Map.of(), folder).withDataDir(folder);
  }

  @Test
  void readsTheUsersFilesOrTheirZip(@TempDir Path folder) throws IOException {
    String test = "0 0 0 0 0 1 5\n";
    Path zip = folder.resolve(ZIP);
    try (OutputStream file = Files.newOutputStream(zip);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry(TRAIN));
      out.write(TINY.getBytes(StandardCharsets.US_ASCII));
      out.putNextEntry(new ZipEntry(TEST));
      out.write(test.getBytes(StandardCharsets.US_ASCII));
    }
    TrainTest fromZip = source(Hashes.md5(zip)).load(in(folder), Progress.none());
    assertThat(fromZip.provenance()).contains("verified by MD5");
    assertThatThrownBy(() -> source("0").load(in(folder), Progress.none()))
        .hasMessageContaining("fetch the archive again");
    Files.writeString(folder.resolve(TRAIN), TINY);
    Files.writeString(folder.resolve(TEST), test);
    TrainTest fromFiles = source("0").load(in(folder), Progress.none());
    assertThat(fromFiles.trainSha256()).isEqualTo(fromZip.trainSha256());
    assertThat(fromFiles.testSha256()).isEqualTo(fromZip.testSha256());
    Files.writeString(folder.resolve(TEST), test + test);
    assertThatThrownBy(() -> source("0").load(in(folder), Progress.none()))
        .hasMessageContaining("has 2 images, not 1");
  }

  @Test
  void saysWhatItWants(@TempDir Path folder) {
    DataLocations nowhere = DataLocations.of(Map.of(), folder);
    assertThatThrownBy(() -> source("0").load(nowhere, Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("--data-dir");
    assertThatThrownBy(() -> source("0").load(in(folder), Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(ZIP);
  }
}
