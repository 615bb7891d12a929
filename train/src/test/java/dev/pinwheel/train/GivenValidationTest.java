package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.SavedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenValidationTest {
  private static final List<String> NAMES =
      List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");

  @TempDir Path folder;

  @Test
  void epochsAreWatchedOnTheValidationImagesAndTheEndOnTheTestImages() {
    ImageRecipe recipe =
        new ImageRecipe("/x", NAMES, 1, "as-is(28)", 0.2, 0, ImageRecipe.BadFiles.STOP);
    TrainTest data =
        new TrainTest(
            "rings",
            "drawn by a test",
            Rings.images("train", 40, 1),
            Rings.images("test", 30, 2),
            Optional.of(Rings.images("validation", 20, 3)),
            Optional.of(recipe));
    TrainConfig config = Rings.config(r -> r.evaluateEvery = 1);
    RunFolder run = new RunFolder(folder);
    RunResult result = new Trainer(config, data).run(run, new TrainListener() {});

    assertThat(result.testImages()).isEqualTo(30);
    assertThat(run.metrics()).content().contains(",validation,").doesNotContain(",test,");
    assertThat(run.record().orElseThrow().images()).isEqualTo(recipe);
    try (SavedModel model = SavedModel.read(run.weights())) {
      assertThat(model.input().labels()).isEqualTo(NAMES);
      assertThat(model.input().sizing()).isEqualTo("as-is(28)");
    }
  }
}
