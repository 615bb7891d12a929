package dev.pinwheel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.export.Exportable;
import dev.pinwheel.export.OnnxExport;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.report.page.Parsed;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  @TempDir static Path shared;
  @TempDir Path temporary;

  private static final TrainTest DATA =
      new TrainTest(
          "bars", "drawn by a test", Shapes.images(1, 3, 30, 1), Shapes.images(1, 3, 24, 2));

  private static RunFolder trained;

  @BeforeAll
  static void train() {
    trained = Shapes.run(shared.resolve("run"), DATA);
  }

  /** A copy of the run, to be changed. */
  private RunFolder copy() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("copy"));
    try (Stream<Path> files = Files.list(trained.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new RunFolder(folder);
  }

  private Parsed report(RunReport report) throws IOException {
    ReportFiles files = ReportFiles.at(temporary.resolve("page.html"));
    report.write(files, Progress.none());
    Parsed page = Parsed.of(Files.readString(files.page()));
    page.assertSelfContained();
    return page;
  }

  private Parsed reportOf(RunFolder run) throws IOException {
    try (SavedModel model = SavedModel.read(run.weights())) {
      return report(RunReport.of(model).run(run).images("bars", DATA.test()));
    }
  }

  @Test
  void aRunsPageTellsAllAboutIt() throws IOException {
    RunFolder run = copy();
    Parsed page;
    try (SavedModel model = SavedModel.read(run.weights())) {
      ReportFiles files = ReportFiles.in(run.path());
      RunReport.of(model).run(run).images("bars", DATA.test()).write(files, Progress.none());
      page = Parsed.of(Files.readString(run.path().resolve("report.html")));
    }
    page.assertSelfContained();
    RunResult result = run.result().orElseThrow();

    assertThat(page.texts("h1")).containsExactly("images-p4 on bars");
    assertThat(page.section("confusion"))
        .contains(result.testWrong() + " of 24 images of bars are predicted wrongly")
        .doesNotContain("The training ended with");
    assertThat(page.section("certificate"))
        .contains("EQUIVARIANT under p4", "float32", "float64", "r90", "r270", "lifting1")
        .doesNotContain("NOT EQUIVARIANT");
    assertThat(page.section("angles"))
        .contains("exact (no error above 1e-12) at multiples of 90 degrees");
    assertThat(page.section("maps")).contains("lifting1", "θ = 0°", "e-1");
    assertThat(page.section("cost"))
        .contains("parameters", "multiply-adds", "training step of 16 images", "an epoch");
    assertThat(page.section("provenance"))
        .contains("drawn by a test", DATA.testSha256(), "seed", result.weightsSha256(), "LibTorch");
    try (Stream<Path> plots = Files.list(run.path().resolve("plots"))) {
      assertThat(plots.map(p -> p.getFileName().toString()))
          .contains(
              "loss.png",
              "error.png",
              "learning-rate.png",
              "confusion.png",
              "equivariance.png",
              "feature-maps-lifting1.png");
    }
  }

  @Test
  void theSameReportHasTheSameBytesButForTheTime() throws IOException {
    ReportFiles first = ReportFiles.at(temporary.resolve("a.html"));
    ReportFiles second = ReportFiles.at(temporary.resolve("b.html"));
    for (ReportFiles files : List.of(first, second)) {
      try (SavedModel model = SavedModel.read(trained.weights())) {
        RunReport.of(model).run(trained).images("bars", DATA.test()).write(files, Progress.none());
      }
    }
    String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ</footer>";
    assertThat(Files.readString(first.page()).replaceFirst(time, ""))
        .isEqualTo(Files.readString(second.page()).replaceFirst(time, ""));
    assertThat(first.plots().resolve("confusion.png"))
        .hasSameBinaryContentAs(second.plots().resolve("confusion.png"));
  }

  @Test
  void withoutImagesTheRunsOwnCountsAreShown() throws IOException {
    try (SavedModel model = SavedModel.read(trained.weights())) {
      Parsed page =
          report(RunReport.of(model).run(trained).withoutImages("They were <moved> away."));

      assertThat(page.section("confusion"))
          .contains("They were <moved> away.", "the counts at the end of the training", "right");
      assertThat(page.section("mistakes")).contains("They were <moved> away.");
      assertThat(page.section("maps")).contains("A drawn image", "θ = 0°");
    }
  }

  @Test
  void aWeightFileAloneIsEnough() throws IOException {
    try (SavedModel model = Shapes.model("p4m", 3, 2, List.of("", "a & <b>\n"))) {
      Parsed page = report(RunReport.of(model).images("more", Shapes.images(3, 2, 20, 5)));

      assertThat(page.section("training")).contains("There are no curves");
      assertThat(page.section("provenance")).contains("there is no run.json");
      assertThat(page.section("confusion")).contains("a & <b>");
      assertThat(page.section("certificate")).contains("EQUIVARIANT under p4m");
    }
  }

  @Test
  void whatAnOldFolderLacksIsSaid() throws IOException {
    RunFolder run = copy();
    Files.delete(run.metrics());
    Files.delete(run.path().resolve("result.json"));
    Path json = run.path().resolve("run.json");
    String old =
        Files.readString(json)
            .replaceAll("(?s),\\s*\"provenance\" : \\{[^{}]*\\},\\s*\"images\" : null", "")
            .replaceAll(",\\s*\"(precision|preprocessing|classWeights)\" : \"[^\"]*\"", "");
    assertThat(old).doesNotContain("processors", "classWeights");
    Files.writeString(json, old);

    Parsed page = reportOf(run);
    assertThat(page.section("training")).contains("the run has no metrics.csv");
    assertThat(page.section("provenance")).contains("software and machine", "not recorded");
    assertThat(page.section("confusion")).contains("are predicted wrongly");
  }

  @Test
  void damagedTablesAreSaid() throws IOException {
    RunFolder run = copy();
    Files.writeString(run.metrics(), "epoch,learning_rate\n1,many\n");
    Files.writeString(run.path().resolve("x.certificate.json"), "{\"file\": 1");

    Parsed page = reportOf(run);
    assertThat(page.section("training")).contains("There are no curves: ", "no table of epochs");
    assertThat(page.section("cost")).contains("not known: ");
    assertThat(page.section("certificate"))
        .contains("x.certificate.json is no certificate that pinwheel wrote");
  }

  @Test
  void otherWeightsThanTheRunEndedWithAreSaid() throws IOException {
    RunFolder run = copy();
    Path result = run.path().resolve("result.json");
    Files.writeString(
        result,
        Files.readString(result).replaceFirst("\"testWrong\" : \\d+", "\"testWrong\" : 24"));

    assertThat(reportOf(run).section("confusion"))
        .contains("The training ended with 24 of 24 wrong, computed in float32");
  }

  @Test
  void certificatesOfExportedFilesAreShown() throws IOException {
    RunFolder run = copy();
    try (SavedModel model = SavedModel.read(run.weights())) {
      OnnxExport.of(Exportable.of(model)).write(run.path().resolve("bars.onnx"));
    }
    assertThat(reportOf(run).section("certificate"))
        .contains("bars.onnx, as exported:", "EQUIVARIANT under p4: worst error", "SHA-256");
  }

  @Test
  void aNetWithoutAGroupIsComparedWithQuarterTurns() throws IOException {
    try (SavedModel model = Shapes.model("C1", 1, 3, List.of())) {
      Parsed page = report(RunReport.of(model).images("bars", DATA.test()));

      assertThat(page.section("certificate"))
          .contains("No group is built into this net", "NOT EQUIVARIANT under C4");
      assertThat(page.section("maps")).contains("the first map, turned", " %");
      assertThat(page.texts("dd")).contains("no group");
    }
  }

  @Test
  void manyClassesStayReadable() throws IOException {
    int classes = 120;
    List<String> labels =
        IntStream.range(0, classes).mapToObj(i -> "a class with number " + i).toList();
    LabelledImages images = Shapes.images(1, classes, 240, 3);
    try (SavedModel model = Shapes.model("p4", 1, classes, labels)) {
      Parsed page = report(RunReport.of(model).images("many", images));

      assertThat(page.section("confusion"))
          .contains("The most frequent confusions", "All classes, the worst first")
          .contains("a class with number 119");
      assertThat(page.texts("td")).hasSizeLessThan(1500);
    }
  }

  @Test
  void aModelThatMakesNoMistakesIsNotAccused() throws IOException {
    try (SavedModel model = Shapes.model("p4", 1, 3, List.of())) {
      Judgement judgement = Judgement.of(model, DATA.test(), Progress.none());
      int[] right = IntStream.range(0, DATA.test().count()).filter(judgement::isRight).toArray();
      Parsed page = report(RunReport.of(model).images("easy", DATA.test().subset("easy", right)));

      assertThat(page.section("mistakes")).contains("It made none.");
      assertThat(page.section("confusion")).contains("No class was taken for another.");
    }
  }

  @Test
  void filesThatMistakesCameFromAreNamed() throws IOException {
    LabelledImages.Builder images = LabelledImages.builder("f", DATA.test().shape(), 3);
    float[] pixels = new float[DATA.test().shape().size()];
    for (int i = 0; i < 24; i++) {
      DATA.test().copyImage(i, pixels, 0);
      images.add(pixels, 0, DATA.test().label(i)).from("a/<i>" + i + ".png");
    }
    try (SavedModel model = Shapes.model("p4", 1, 3, List.of())) {
      LabelledImages set = images.build();
      Judgement judgement = Judgement.of(model, set, Progress.none());
      assertThat(report(RunReport.of(model).images("f", set)).section("mistakes"))
          .contains("a/<i>" + judgement.mistakes(1).get(0) + ".png");
    }
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    try (SavedModel model = Shapes.model("p4", 1, 3, List.of())) {
      RunReport report = RunReport.of(model).images("wrong", Shapes.images(3, 3, 6, 1));
      ReportFiles files = ReportFiles.at(temporary.resolve("never.html"));

      assertThatThrownBy(() -> report.write(files, Progress.none()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the model takes images of 1×12×12");
      assertThat(files.page()).doesNotExist();
    }
  }

  @Test
  void plotsLieBesideThePage() {
    assertThat(ReportFiles.in(Path.of("runs", "a")).plots())
        .isEqualTo(Path.of("runs", "a", "plots"));
    assertThat(ReportFiles.at(Path.of("x", "b.html")).plots()).isEqualTo(Path.of("x", "b-plots"));
    assertThat(ReportFiles.at(Path.of("c")).plots()).isEqualTo(Path.of("c-plots"));
  }
}
