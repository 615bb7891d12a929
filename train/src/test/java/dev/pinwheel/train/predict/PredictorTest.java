package dev.pinwheel.train.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.FileInput;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
  private static final Normalisation NORMALISATION = new Normalisation(0.25, 0.5);

  @TempDir Path folder;

  private static SavedModel model(String sizing) {
    SavedModel plain = SavedModel.initialise("p4cnn", ModelOptions.MNIST, NORMALISATION, 3);
    List<String> names = new ArrayList<>();
    for (char c = 'a'; c < 'k'; c++) {
      names.add(String.valueOf(c));
    }
    return new SavedModel(
        plain.named(),
        plain.options(),
        plain.preprocessing(),
        plain.model(),
        new FileInput(names, sizing));
  }

  private Path drawn(int number, float[] pixels) throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(number);
    for (int i = 0; i < pixels.length; i++) {
      int level = random.nextInt(256);
      image.getRaster().setSample(i % 28, i / 28, 0, level);
      pixels[i] = (level / 255f - 0.25f) / 0.5f;
    }
    Path file = folder.resolve(number + ".png");
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  /** Keeps what it is told. */
  private static final class Told implements Predictor.Listener {
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<Path> refused = new ArrayList<>();

    @Override
    public void predicted(Prediction prediction) {
      predictions.add(prediction);
    }

    @Override
    public void refused(Path file, String reason) {
      refused.add(file);
    }
  }

  /** More files than go at once, and bad ones among them. */
  @Test
  void predictionsAreTheNetsOwnInTheOrderOfFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    List<Path> bad = new ArrayList<>();
    List<Path> good = new ArrayList<>();
    float[][] pixels = new float[150][28 * 28];
    for (int i = 0; i < 150; i++) {
      files.add(drawn(i, pixels[i]));
      good.add(files.get(files.size() - 1));
      if (i % 40 == 7) {
        files.add(Files.write(folder.resolve("bad" + i + ".png"), new byte[] {1, 2, 3}));
        bad.add(files.get(files.size() - 1));
      }
    }
    Told told = new Told();
    try (SavedModel model = model("resize(28)")) {
      Throughput throughput = Predictor.of(model).run(files, told, Progress.none());
      assertThat(throughput.images()).isEqualTo(150);
      assertThat(told.refused).isEqualTo(bad);
      assertThat(told.predictions).extracting(Prediction::file).isEqualTo(good);
      for (int i = 0; i < 150; i++) {
        float[] scores = model.model().scores(pixels[i])[0];
        Prediction prediction = told.predictions.get(i);
        List<Double> expected = Probabilities.of(scores);
        for (int c = 0; c < 10; c++) {
          assertThat(prediction.probabilities().get(c)).isCloseTo(expected.get(c), within(1e-5));
        }
        assertThat(prediction.label())
            .isEqualTo(
                String.valueOf(
                    (char) ('a' + prediction.probabilities().indexOf(prediction.probability()))));
      }
    }
  }

  @Test
  void aSizingThatIsNotTheNetsIsRefusedBeforeAnyFile() {
    for (String sizing : List.of("resize(32)", "crop(28x29)", "as-is(27)")) {
      try (SavedModel model = model(sizing)) {
        assertThatThrownBy(() -> Predictor.of(model))
            .isInstanceOf(DataException.class)
            .hasMessageContainingAll(sizing, "its net takes images of 28×28");
      }
    }
  }
}
