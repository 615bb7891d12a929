package dev.pinwheel.train.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Nets;
import dev.pinwheel.train.Rings;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedMnistTest {
  private static final TrainTest DATA = Rings.data(16, 20);

  @TempDir Path temporary;

  @Test
  void theSmallNetHasNoAugmentationAndNoMoreParametersThanP4Cnn() {
    TrainConfig small = RotatedMnist.table().configurations().get(0);
    assertThat(small.augmentation()).isEqualTo("none");
    assertThat(Nets.get(small.net()).build(ModelOptions.MNIST).parameterCount())
        .isLessThanOrEqualTo(25_000);
  }

  @Test
  void recipesAreReadable() {
    List<TrainConfig> sizes = RotatedMnist.table().configurations();
    assertThat(sizes)
        .extracting(TrainConfig::net)
        .containsExactly("c16-small", "c16-mid", "c16-large", "e2cnn-d16-c16");
    assertThat(sizes)
        .allSatisfy(
            config -> {
              assertThat(config.validation()).isZero();
              assertThat(config.evaluateEvery()).isZero();
              Augmentation.parse(config.augmentation());
            });
  }

  @Test
  void groupsAreComparedAtOneSizeByOneRecipe() {
    List<TrainConfig> groups = RotatedMnist.groups().configurations();
    assertThat(groups)
        .extracting(TrainConfig::net)
        .containsExactly("p4cnn", "c8cnn", "c16cnn", "d8cnn");
    assertThat(groups.stream().map(config -> config.with().net("p4cnn").build()).distinct())
        .hasSize(1);
    assertThat(groups)
        .allSatisfy(
            config ->
                assertThat(Nets.get(config.net()).build(ModelOptions.MNIST).parameterCount())
                    .isBetween(20_000L, 25_000L));
  }

  @Test
  void theTableIsTrainedAndWritten() throws IOException {
    ExperimentTable table = RotatedMnist.table();
    RunFolder folder = new RunFolder(temporary);
    TablePart part = new TablePart(List.of("c16-small"), 0, 100, 12);
    ExperimentTable.Result result = table.run(DATA, part, folder, new TrainListener() {});
    assertThat(result.command())
        .isEqualTo(
            "./pinwheel reproduce rotated-mnist --divide-epochs 100 --images 12"
                + " --nets c16-small");
    assertThat(result.data()).isEqualTo(RunRecord.DataRecord.of(DATA.first(12)));
    ExperimentTable.Line line = result.lines().get(0);
    assertThat(line.errors()).hasSize(5);
    assertThat(line.meanError())
        .isEqualTo(line.errors().stream().mapToDouble(e -> e).average().orElseThrow());
    assertThat(table.page(part)).isEqualTo("rotated-mnist-c16-small.md");
    assertThat(table.page(new TablePart(List.of(), 0, 1, 0))).isEqualTo("rotated-mnist.md");
    assertThat(Files.readString(temporary.resolve(table.page(part))))
        .contains("| c16-small | none | ")
        .contains(" | 1.87 | " + line.errorText() + " | 5 | ")
        .contains(DATA.first(12).trainSha256());
    assertThat(temporary.resolve("rotated-mnist-c16-small.json")).exists();
  }
}
