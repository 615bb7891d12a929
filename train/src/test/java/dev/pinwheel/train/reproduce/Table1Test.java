package dev.pinwheel.train.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.train.EpochMetrics;
import dev.pinwheel.train.Rings;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Table1Test {
  private static final TrainTest DATA = Rings.data(16, 20);
  private static final TablePart SHORT = new TablePart(List.of(), 1, 100, 0);

  @TempDir Path temporary;

  /** Counts epochs and stops after some. */
  private static final class Counting implements TrainListener {
    private final List<Integer> totals = new ArrayList<>();
    private final int stop;

    Counting(int stop) {
      this.stop = stop;
    }

    @Override
    public void epochEnded(EpochMetrics metrics, int total) {
      totals.add(total);
      if (totals.size() == stop) {
        throw new IllegalStateException("stopped");
      }
    }
  }

  @Test
  void stoppedAndCalledAgainItMakesTheTable() throws IOException {
    RunFolder folder = new RunFolder(temporary.resolve("runs"));
    assertThatThrownBy(() -> Table1.run(DATA, SHORT, folder, new Counting(2)))
        .hasMessage("stopped");
    assertThat(temporary.resolve("runs/table1.json")).doesNotExist();
    Counting rest = new Counting(0);
    Table1.Result result = Table1.run(DATA, SHORT, folder, rest);

    assertThat(rest.totals).containsExactly(3, 3, 1);
    assertThat(result.lines())
        .extracting(Table1.Line::net)
        .containsExactly("p4cnn", "z2cnn", "p4cnn-rotation-pooling");
    assertThat(result.lines())
        .extracting(Table1.Line::parameters)
        .containsExactly(24_680L, 21_750L, 21_750L);
    assertThat(result.lines()).extracting(Table1.Line::epochs).containsExactly(1, 3, 1);
    for (Table1.Line line : result.lines()) {
      assertThat(line.errors()).hasSize(1);
      assertThat(line.meanError()).isEqualTo(line.errors().get(0)).isBetween(0.0, 100.0);
      assertThat(line.errorDeviation()).isNaN();
      assertThat(line.commits()).hasSize(1);
      if (!line.net().equals("z2cnn")) { // The only net with dropout.
        assertThat(line.errorsWithDropoutStatistics()).isEqualTo(line.errors());
      }
    }
    assertThat(result.lines())
        .extracting(Table1.Line::command)
        .containsOnly("./pinwheel reproduce table1 --seeds 1 --divide-epochs 100");

    String page = Files.readString(temporary.resolve("runs/table1.md"));
    assertThat(page)
        .doesNotContain("\r", "NaN", "null")
        .contains("| p4cnn | 24,680 | 1 | 2.28 ± 0.04 | ")
        .contains("| z2cnn | 21,750 | 3 | 5.03 ± 0.20 | ")
        .contains("| training images | 16, SHA-256 " + DATA.trainSha256())
        .contains("drawn by a test", "`rotate(3.14)`");
    assertThat(Files.readString(temporary.resolve("runs/table1.json")))
        .contains("\"talkError\" : 2.28", "\"testSha256\" : \"" + DATA.testSha256() + "\"");

    Counting none = new Counting(0);
    assertThat(Table1.run(DATA, SHORT, folder, none).lines())
        .extracting(Table1.Line::meanError)
        .isEqualTo(result.lines().stream().map(Table1.Line::meanError).toList());
    assertThat(none.totals).isEmpty();

    Table1.publish(result, temporary.resolve("docs/results"));
    assertThat(temporary.resolve("docs/results/table1.md")).hasContent(page);
    assertThat(temporary.resolve("docs/results/table1.json")).exists();
  }

  @Test
  void netsRunByThemselvesTakeTheirLinesInTheTableThatIsThere() throws IOException {
    Table1.Result whole =
        Table1.run(DATA, SHORT, new RunFolder(temporary.resolve("whole")), new Counting(0));
    Path published = temporary.resolve("published");
    Table1.publish(whole, published);
    String twoSeeds = "./pinwheel reproduce table1 --seeds 2 --divide-epochs 100 --nets z2cnn";
    TablePart part = new TablePart(List.of("z2cnn"), 2, 100, 0);
    RunFolder runs = new RunFolder(temporary.resolve("part"));

    Table1.Result one = Table1.run(DATA, part, runs, new Counting(0));
    Table1.publish(one, published);

    assertThat(one.lines()).extracting(Table1.Line::net).containsExactly("z2cnn");
    assertThat(Files.readString(runs.path().resolve("table1.md")))
        .contains("| z2cnn | ", twoSeeds)
        .doesNotContain("p4cnn", "Error relative");
    Table1.Result joined =
        new RunFolder(published).readJson("table1.json", Table1.Result.class).orElseThrow();
    assertThat(joined.lines())
        .containsExactly(whole.lines().get(0), one.lines().get(0), whole.lines().get(2));
    assertThat(Files.readString(published.resolve("table1.md")))
        .doesNotContain("\n\n\n")
        .contains(
            "Seed by seed: p4cnn ",
            "Of p4cnn and p4cnn-rotation-pooling:",
            "Of z2cnn:",
            twoSeeds,
            whole.lines().get(0).command());
  }

  @Test
  void linesOfOtherImagesAreNotKept() {
    TablePart z2 = new TablePart(List.of("z2cnn"), 1, 100, 0);
    TablePart p4 = new TablePart(List.of("p4cnn"), 1, 100, 8);
    Path published = temporary.resolve("published");
    for (TablePart part : List.of(z2, p4)) {
      RunFolder runs = new RunFolder(temporary.resolve(part.nets().get(0)));
      Table1.publish(Table1.run(DATA, part, runs, new Counting(0)), published);
    }

    assertThat(
            new RunFolder(published)
                .readJson("table1.json", Table1.Result.class)
                .orElseThrow()
                .lines())
        .extracting(Table1.Line::net)
        .containsExactly("p4cnn");
  }

  @Test
  void unknownNetsAreRefused() {
    TablePart part = new TablePart(List.of("p5cnn"), 1, 1, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Table1.run(DATA, part, new RunFolder(temporary), new Counting(0)))
        .withMessageContainingAll("'p5cnn'", "p4cnn, z2cnn, p4cnn-rotation-pooling");
  }

  @Test
  void theShortTableHasTheSameNetsByOneShorterRecipe() throws IOException {
    ExperimentTable table = Table1.shortTable();
    assertThat(table.name()).isEqualTo("table1-short");
    assertThat(table.configurations())
        .containsExactly(
            shortRecipe("p4cnn", 30),
            shortRecipe("z2cnn", 90),
            shortRecipe("p4cnn-rotation-pooling", 30));

    TablePart part = new TablePart(List.of("p4cnn"), 0, 100, 0);
    ExperimentTable.Result result =
        table.run(DATA, part, new RunFolder(temporary), new TrainListener() {});
    assertThat(result.command())
        .isEqualTo("./pinwheel reproduce table1-short --divide-epochs 100 --nets p4cnn");
    List<Double> errors = result.lines().get(0).errors();
    assertThat(errors).hasSize(5);
    assertThat(Files.readString(temporary.resolve(table.page(part))))
        .contains(
            String.format(
                Locale.ROOT,
                "Seed by seed: p4cnn %.2f, %.2f, %.2f, %.2f, %.2f.\n",
                errors.toArray()));
  }

  private static TrainConfig shortRecipe(String net, int epochs) {
    return TrainConfig.of(net, "rotated-mnist")
        .epochs(epochs)
        .learningRate(0.01)
        .schedule("cosine")
        .weightDecay(0.0001)
        .augmentation("rotate(180)")
        .build();
  }
}
