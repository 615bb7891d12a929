package dev.pinwheel.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.Progress;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.train.predict.Prediction;
import dev.pinwheel.train.predict.Predictor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PredictionServerTest {
  private static Running server;

  @BeforeAll
  static void start() {
    server = new Running();
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static List<byte[]> images() {
    return List.of(
        Running.image("png", 28, 28, 1),
        Running.image("jpg", 61, 40, 2),
        Running.image("bmp", 19, 33, 3),
        Running.image("tiff", 56, 56, 4));
  }

  /** However images are sent, the answer is what 'pinwheel predict' says of the files. */
  @Test
  void theEndpointSaysWhatFilesGive(@TempDir Path folder) throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (byte[] image : images()) {
      files.add(Files.write(folder.resolve(files.size() + ".image"), image));
    }
    List<Prediction> expected = new ArrayList<>();
    try (SavedModel model = Running.model("p4cnn")) {
      Predictor.of(model)
          .run(
              files,
              new Predictor.Listener() {
                @Override
                public void predicted(Prediction prediction) {
                  expected.add(prediction);
                }

                @Override
                public void refused(Path file, String reason) {
                  throw new AssertionError(file + " " + reason);
                }
              },
              Progress.none());
    }
    Running.Reply form =
        server.post("predict", "multipart/form-data; boundary=b", Running.form(images()));
    Running.Reply json = server.post("predict", "application/json", Running.json(images()));
    for (Running.Reply reply : List.of(form, json)) {
      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      JsonNode predictions = reply.json().path("predictions");
      assertThat(predictions.size()).isEqualTo(4);
      for (int i = 0; i < 4; i++) {
        requireEqual(predictions.get(i), expected.get(i));
      }
    }
    assertThat(form.json().path("predictions").get(2).path("name").stringValue())
        .isEqualTo("2.png");
    for (int i = 0; i < 4; i++) {
      Running.Reply raw = server.post("predict", "image/png", images().get(i));
      requireEqual(raw.json().path("predictions").get(0), expected.get(i));
    }
  }

  private static void requireEqual(JsonNode found, Prediction expected) {
    assertThat(found.path("class").stringValue()).isEqualTo(expected.label());
    assertThat(found.path("probability").doubleValue())
        .isCloseTo(expected.probability(), within(1e-6));
    List<Double> all = new ArrayList<>();
    found.path("probabilities").forEach(p -> all.add(p.doubleValue()));
    assertThat(all).hasSize(10);
    for (int c = 0; c < 10; c++) {
      assertThat(all.get(c)).isCloseTo(expected.probabilities().get(c), within(1e-6));
    }
  }

  @Test
  void badImagesAmongGoodOnesAreNamed() throws IOException, InterruptedException {
    List<byte[]> mixed = List.of(images().get(0), new byte[] {1, 2, 3}, images().get(1));
    JsonNode predictions =
        server
            .post("predict", "multipart/form-data; boundary=b", Running.form(mixed))
            .json()
            .path("predictions");
    assertThat(predictions.get(0).path("class").isString()).isTrue();
    assertThat(predictions.get(1).path("name").stringValue()).isEqualTo("1.png");
    assertThat(predictions.get(1).path("error").stringValue())
        .isEqualTo("the image is no PNG, JPEG, TIFF or BMP, whatever its name says");
    assertThat(predictions.get(1).has("class")).isFalse();
    assertThat(predictions.get(2).path("class").isString()).isTrue();
  }

  /** The equivariant net's probabilities stay at quarter turns; the plain net's do not. */
  @Test
  void quarterTurnsChangeThePlainNetAlone() throws IOException, InterruptedException {
    JsonNode turned = server.post("api/turned?step=5", "image/png", images().get(1)).json();
    assertThat(turned.path("angles").size()).isEqualTo(72);
    assertThat(turned.path("pictures").size()).isEqualTo(72);
    for (int quarter = 18; quarter < 72; quarter += 18) {
      double own = 0;
      double other = 0;
      for (int c = 0; c < 10; c++) {
        own = Math.max(own, difference(turned.path("model"), quarter, c));
        other = Math.max(other, difference(turned.path("beside"), quarter, c));
      }
      assertThat(own).isLessThan(1e-6);
      assertThat(other).isGreaterThan(1e-4);
      assertThat(turned.path("model").path("class").get(quarter))
          .isEqualTo(turned.path("model").path("class").get(0));
    }
  }

  private static double difference(JsonNode answer, int angle, int c) {
    JsonNode all = answer.path("probabilities");
    return Math.abs(all.get(angle).get(c).doubleValue() - all.get(0).get(c).doubleValue());
  }

  /** By a quarter turn every map is turned and has moved on by a column. */
  @Test
  void featureMapsTurnAndMoveOn() throws IOException, InterruptedException {
    JsonNode first = server.post("api/features?angle=0", "image/png", images().get(0)).json();
    JsonNode second = server.post("api/features?angle=90", "image/png", images().get(0)).json();
    assertThat(first.path("orientations").values().stream().map(JsonNode::stringValue))
        .containsExactly("0°", "90°", "180°", "270°");
    assertThat(first.path("fields").size()).isEqualTo(3);
    int distinct = 0;
    for (int f = 0; f < 3; f++) {
      for (int h = 0; h < 4; h++) {
        BufferedImage before = picture(first.path("fields").get(f).get(h));
        BufferedImage after = picture(second.path("fields").get(f).get((h + 1) % 4));
        int side = before.getWidth();
        for (int i = 0; i < side; i++) {
          for (int j = 0; j < side; j++) {
            // Counter-clockwise: the right-hand column becomes the top row.
            assertThat(distance(after.getRGB(j, i), before.getRGB(side - 1 - i, j)))
                .isLessThanOrEqualTo(2);
            distinct += before.getRGB(j, i) != before.getRGB(side - 1 - i, j) ? 1 : 0;
          }
        }
      }
    }
    assertThat(distinct).isGreaterThan(1000);
  }

  private static int distance(int a, int b) {
    return IntStream.of(0, 8, 16)
        .map(shift -> Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF)))
        .max()
        .orElseThrow();
  }

  private static BufferedImage picture(JsonNode uri) throws IOException {
    String base64 = uri.stringValue().substring("data:image/png;base64,".length());
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
  }

  @Test
  void thePageNeedsNothingFromOutside() throws IOException, InterruptedException {
    for (String path : List.of("", "app.js", "style.css", "icon.svg")) {
      Running.Reply reply = server.get(path);
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text().replace("http://www.w3.org/", "")).doesNotContain("http:", "https:");
      assertThat(reply.response().headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'");
    }
    assertThat(server.get("").text()).doesNotContain("style=", "<script>", "onclick");
  }

  @Test
  void healthModelAndMetrics() throws IOException, InterruptedException {
    assertThat(server.get("health").text()).isEqualTo("{\"status\":\"ok\"}");
    JsonNode model = server.get("api/model").json();
    assertThat(model.path("parameters").intValue()).isEqualTo(24_680);
    assertThat(model.path("beside").path("parameters").intValue()).isEqualTo(21_750);
    double before = images(server.get("metrics").text());
    server.post("predict", "application/json", Running.json(images()));
    String metrics = server.get("metrics").text();
    assertThat(images(metrics) - before).isEqualTo(4);
    assertThat(metrics).contains("pinwheel_requests_total{status=\"200\"}", "pinwheel_resident_");
  }

  private static double images(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("pinwheel_images_total "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  @Test
  void aTakenPortIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PredictionServer(
                        Running.model("p4cnn"),
                        Optional.empty(),
                        "127.0.0.1",
                        server.port(),
                        Limits.DEFAULTS)
                    .close())
        .withMessageContaining("port " + server.port() + " of 127.0.0.1 can't be had");
  }

  /** Two nets that tell other classes apart can't be compared. */
  @Test
  void anotherNumberOfClassesBesideItIsRefused() {
    NamedNet net = Nets.get("z2cnn");
    SavedModel three =
        SavedModel.initialise(net, new ModelOptions(1, 28, 28, 3), Normalisation.NONE, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new PredictionServer(
                        Running.model("p4cnn"), Optional.of(three), "127.0.0.1", 0, Limits.DEFAULTS)
                    .close())
        .withMessageContaining("p4cnn tells 10 classes apart and z2cnn beside it 3");
  }
}
