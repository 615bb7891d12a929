package dev.pinwheel.train.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.augment.Augmentation;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Nets;
import dev.pinwheel.train.Rings;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.Schedule;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Table2Test {
  private static final TrainTest DATA = Rings.data(16, 20);

  @TempDir Path temporary;

  @Test
  void tenNetsAreTrainedWithAndWithoutAugmentation() {
    List<TrainConfig> all = Table2.table().configurations();
    assertThat(all).hasSize(20);
    assertThat(all.stream().map(TrainConfig::net).distinct())
        .hasSize(10)
        .allSatisfy(net -> assertThat(Nets.get(net).images()).isEqualTo(ModelOptions.CIFAR10));
    assertThat(all)
        .allSatisfy(
            config -> {
              assertThat(config.optimiser()).isEqualTo("sgd");
              assertThat(config.batchSize()).isEqualTo(128);
              assertThat(config.weightDecay()).isEqualTo(0.001);
              Augmentation.parse(config.augmentation());
            });
    assertThat(all.stream().filter(c -> c.augmentation().equals("none"))).hasSize(10);
    assertThat(all.stream().filter(c -> c.net().endsWith("-paper")))
        .allSatisfy(c -> assertThat(c.preprocessing()).isEqualTo("whiten"));
    assertThat(all.stream().filter(c -> c.net().equals("allcnn-p4-exact")))
        .allSatisfy(c -> assertThat(c.preprocessing()).isEqualTo("whiten(p4)"));
  }

  @Test
  void ratesFallWhereTheTalkSays() {
    TrainConfig allCnn = Table2.table().configurations().get(0);
    Schedule schedule = Schedule.parse(allCnn.schedule());
    assertThat(allCnn.epochs()).isEqualTo(350);
    assertThat(List.of(199, 200, 249, 250, 299, 300, 349))
        .extracting(epoch -> Math.round(-Math.log10(schedule.factor(epoch, 350))))
        .containsExactly(0L, 1L, 1L, 2L, 2L, 3L, 3L);
  }

  @Test
  void anotherNetIsRefusedBeforeAnythingIsTrained() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Table2.table()
                    .run(
                        DATA,
                        new TablePart(List.of("p4cnn"), 1, 1, 0),
                        new RunFolder(temporary),
                        new TrainListener() {}))
        .withMessageContaining("'p4cnn' is no net of the table: take from allcnn-z2-paper");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void theShortTableHasEveryNetOnceAndNothingPublished() {
    ExperimentTable table = Table2.shortTable();
    assertThat(table.name()).isEqualTo("table2-short");
    assertThat(table.configurations())
        .extracting(TrainConfig::net)
        .containsExactlyElementsOf(
            Table2.table().configurations().stream().map(TrainConfig::net).distinct().toList());
    assertThat(table.configurations())
        .allSatisfy(
            config -> {
              assertThat(config.epochs()).isEqualTo(2);
              assertThat(config.augmentation()).isEqualTo("none");
            });
  }

  @Test
  void partsThatAreNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TablePart(List.of(), 0, 0, 0))
        .withMessage("epochs can be divided by 1 or more, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TablePart(List.of(), 0, 1, -3))
        .withMessageContaining("-3");
  }
}
