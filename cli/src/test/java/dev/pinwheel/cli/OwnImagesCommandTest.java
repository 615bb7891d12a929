package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnImagesCommandTest {
  @TempDir static Path shared;
  @TempDir Path temporary;

  private static Captured trained;

  /** One run, that most tests look at. */
  @BeforeAll
  static void train() throws IOException {
    Tiles.write(shared.resolve("tiles"), 20, 12, 1);
    trained =
        Captured.line(
            "train --data DIR/tiles --epochs 12 --batch-size 8 --threads 1 --precision float32 --run DIR/run"
                .replace("DIR", shared.toString()));
    assertThat(trained.exitCode()).as(trained.err()).isZero();
  }

  private static Captured shared(String arguments) {
    return Captured.line(arguments.replace("DIR", shared.toString()));
  }

  private Captured own(String arguments) {
    return Captured.line(arguments.replace("DIR", temporary.toString()));
  }

  private static RunRecord record() {
    return new RunFolder(shared.resolve("run")).record().orElseThrow();
  }

  @Test
  void everyChoiceIsTold() {
    assertThat(trained.out().lines())
        .anyMatch(line -> line.endsWith("/tiles: 40 images of 2 classes, colour"))
        .contains("classes  disc 20, ring 20", "sizes    12×12 40")
        .contains("size     all images are 12×12, and stay so")
        .contains("split    32 images to train on, 8 to test, by content and class with seed 0")
        .anyMatch(line -> line.startsWith("net      images-p4: 32 training images of 12×12: "))
        .anyMatch(line -> line.matches("test error 0.00 % \\(0 of 8 images wrong\\).*"));
  }

  @Test
  void theRunKeepsTheRecipe() {
    ImageRecipe recipe = record().images();
    assertThat(recipe.source()).isEqualTo(shared.resolve("tiles").toString());
    assertThat(recipe.classes()).containsExactly("disc", "ring");
    assertThat(recipe.sizing()).isEqualTo("as-is(12)");
    assertThat(recipe.splitSeed()).isZero();
    assertThat(record().data().testImages()).isEqualTo(8);
    assertThat(record().config().schedule()).isEqualTo("cosine");
  }

  @Test
  void itIsEvaluatedOnWhatWasHeldOutAndChecked() {
    Captured evaluated = shared("evaluate DIR/run");
    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(evaluated.out())
        .contains("error 0.00 % (0 of 8 wrong)", "true \\ predicted  disc  ring");
    Captured again = shared("evaluate DIR/run --data DIR/tiles");
    assertThat(again.out()).isEqualTo(evaluated.out());
    assertThat(again.err()).contains("tiles is what the model was trained on");
    Captured checked = shared("check DIR/run --images 2");
    assertThat(checked.exitCode()).as(checked.err()).isZero();
    assertThat(checked.out()).contains("EQUIVARIANT under p4");
  }

  @Test
  void itIsEvaluatedOnOtherFilesOfItsClasses() throws IOException {
    Tiles.write(temporary, 3, 12, 77);
    Captured all = Captured.line("evaluate " + shared + "/run --data " + temporary);
    assertThat(all.exitCode()).as(all.err()).isZero();
    assertThat(all.out()).contains("of 6 wrong");
    Files.delete(temporary.resolve("ring/t00.png"));
    Files.delete(temporary.resolve("ring/t01.png"));
    Captured oneRing = Captured.line("evaluate " + shared + "/run --data " + temporary);
    assertThat(oneRing.out()).as(oneRing.err()).contains("of 4 wrong");
    Files.move(temporary.resolve("ring"), temporary.resolve("square"));
    Captured unknown = Captured.line("evaluate " + shared + "/run --data " + temporary);
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(unknown.err()).contains("has images of 'square', and the model knows disc, ring");
  }

  @Test
  void filesThatChangedSinceAreTold() throws IOException {
    Tiles.write(temporary.resolve("tiles"), 6, 12, 5);
    assertThat(own("train z2cnn --data DIR/tiles --epochs 1 --no-report --run DIR/run").exitCode())
        .isZero();
    Files.delete(temporary.resolve("tiles/disc/t00.png"));
    Files.delete(temporary.resolve("tiles/disc/t01.png"));
    Files.delete(temporary.resolve("tiles/disc/t02.png"));
    Captured call = own("evaluate DIR/run");
    assertThat(call.exitCode()).isZero();
    assertThat(call.err()).contains("are not those of the training any more");
    Files.delete(temporary.resolve("run/result.json"));
    Captured resumed = own("train --resume DIR/run");
    assertThat(resumed.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(resumed.err()).contains("was begun on other images");
  }

  @Test
  void aNamedNetGetsTheNearestSizeThatItTakes() throws IOException {
    Tiles.write(temporary.resolve("tiles"), 6, 12, 5);
    Captured call = own("train p4cnn --data DIR/tiles --epochs 1 --no-report --run DIR/run");
    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("size     images resized to 28×28, the nearest size that p4cnn takes");
    Captured refused = own("train p4cnn --data DIR/tiles --resize 27 --run DIR/other");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("image sizes that work for the whole net");
  }

  @Test
  void aStoppedRunGoesOnToTheSameWeights() throws IOException {
    Path weights = shared.resolve("run/weights.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.delete(weights);
    Files.delete(shared.resolve("run/result.json"));
    Captured resumed = shared("train --resume DIR/run");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(Files.readAllBytes(weights)).isEqualTo(bytes);
  }

  @Test
  void severalSeedsShareTheSplitAndGoOn() throws IOException {
    Tiles.write(temporary.resolve("tiles"), 6, 12, 5);
    Captured call =
        own(
            "train --data DIR/tiles --crop 8 --group p4m --epochs 1 --seeds 2 --no-report --run DIR/s");
    assertThat(call.exitCode()).as(call.err()).isZero();
    RunRecord first = new RunFolder(temporary.resolve("s/seed-0")).record().orElseThrow();
    RunRecord second = new RunFolder(temporary.resolve("s/seed-1")).record().orElseThrow();
    assertThat(first.data()).isEqualTo(second.data());
    assertThat(first.images().sizing()).isEqualTo("crop(8)");
    assertThat(first.config().net()).isEqualTo("images-p4m");
    Captured again = own("train --resume DIR/s --no-report");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("over 2 seeds").doesNotContain("epoch ");
  }

  @Test
  void badFilesStopItBeforeAnythingIsWrittenOrAreSkipped() throws IOException {
    Tiles.write(temporary.resolve("tiles"), 6, 12, 5);
    Files.write(temporary.resolve("tiles/disc/bad.png"), new byte[] {1, 2, 3});
    Captured stopped = own("train --data DIR/tiles --epochs 1 --run DIR/run");
    assertThat(stopped.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(stopped.out()).contains("unreadable: 1", "disc/bad.png is no PNG");
    assertThat(stopped.err().lines().filter(line -> line.startsWith("pinwheel: ")))
        .singleElement()
        .asString()
        .contains("1 file or class can't be used", "--bad-files skip");
    assertThat(temporary.resolve("run")).doesNotExist();
    assertThat(own("data look DIR/tiles").exitCode()).isEqualTo(ExitCode.FAILED);
    Captured skipped =
        own("train --data DIR/tiles --epochs 1 --bad-files skip --no-report --run DIR/run");
    assertThat(skipped.exitCode()).as(skipped.err()).isZero();
  }

  @Test
  void unevenClassesAreWeighedOnlyFromARatioOn() throws IOException {
    Tiles.write(temporary.resolve("tiles"), 11, 8, 5);
    for (int i = 2; i < 11; i++) {
      Files.delete(temporary.resolve("tiles/ring/t%02d.png".formatted(i)));
    }
    Captured call = own("train --data DIR/tiles --epochs 1 --run DIR/run");
    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out()).contains("weights  disc 0.56, ring 5.00 in the loss");
    assertThat(trained.out()).doesNotContain("weights  disc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --data DIR/none                        | there is no folder or CSV DIR/none
          train --data DIR                             | has no sub-folders
          train --data SHARED/tiles --group p5         | p5
          train --data SHARED/tiles --resize 0         | use 1 to 4096 rows and columns
          train --data SHARED/tiles --resize big       | unknown sizing "resize(big)"
          train --data SHARED/tiles --test-fraction 2  | test fraction 2.0: use a number between
          train --data SHARED/tiles --resize 8x12      | is not square
          train --data SHARED/tiles --class-weights x  | unknown class weights 'x'
          train --data SHARED/tiles/disc/t00.png       | neither a folder nor a .csv file
          """)
  void whatCannotBeIsOneSentence(String arguments, String words) {
    Captured call = own(arguments.replace("SHARED", shared.toString()) + " --epochs 1 --run DIR/x");
    assertThat(call.exitCode()).as(call.err()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err().lines().filter(line -> line.startsWith("pinwheel: ")))
        .singleElement()
        .asString()
        .contains(words.replace("DIR", temporary.toString()));
    assertThat(temporary.resolve("x")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "train p4cnn --resize 20",
    "train p4cnn --bad-files skip",
    "train p4cnn --group p4m",
    "train --data DIR/tiles --resize 20 --crop 20",
    "train --data DIR/tiles --bad-files mend"
  })
  void wrongUsageIsOneLine(String arguments) {
    Captured call = shared(arguments);
    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).contains("see 'pinwheel train --help'").hasLineCount(1);
  }

  @Test
  void predictionsNameClassesInTheOrderOfFiles() throws IOException {
    Captured table = shared("predict DIR/run DIR/tiles");
    assertThat(table.exitCode()).as(table.err()).isZero();
    List<String> lines = table.out().lines().toList();
    assertThat(lines).hasSize(41);
    assertThat(lines.get(0)).matches("file +class +probability");
    assertThat(lines.get(1)).matches(".*/disc/t00.png +disc +[01]\\.\\d{4}");
    assertThat(lines.get(40)).matches(".*/ring/t19.png +ring +[01]\\.\\d{4}");
    assertThat(table.err()).contains("40 images in ", "reading and decoding took ");
  }

  @Test
  void predictionsGoToAFileAndBadFilesToStandardError() throws IOException {
    Path bad = Files.write(temporary.resolve("bad.png"), new byte[] {9});
    Path good = shared.resolve("tiles/ring/t00.png");
    String call =
        "predict DIR/run %s %s DIR/none.jpg --output %s --format "
            .formatted(bad, good, temporary.resolve("out"));
    Captured csv = shared(call + "csv");
    assertThat(csv.exitCode()).isZero();
    assertThat(csv.out()).isEmpty();
    assertThat(csv.err())
        .contains("pinwheel: " + bad + " is no PNG", "none.jpg can't be read: no such file");
    assertThat(Files.readString(temporary.resolve("out")))
        .matches("file,class,probability\r\n\\Q" + good + "\\E,ring,[01]\\.\\d{6}\r\n");
    assertThat(shared(call + "json").exitCode()).isZero();
    assertThat(Files.readString(temporary.resolve("out")))
        .contains("\"class\" : \"ring\"", "\"disc\" : ");
  }

  @Test
  void noReadableFileIsAFailure() throws IOException {
    Path bad = Files.write(temporary.resolve("bad.png"), new byte[] {9});
    Captured none = shared("predict DIR/run " + bad);
    assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(none.err()).contains("none of the files could be read");
    Captured empty = shared("predict DIR/run " + Files.createDirectory(temporary.resolve("e")));
    assertThat(empty.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(empty.err()).contains("there is no .png, .jpg, .tif or .bmp file below");
    Captured size = shared("predict DIR/run " + Tiles.write(temporary.resolve("w"), 1, 13, 1));
    assertThat(size.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(size.err()).contains("is of size 13×13, not 12×12");
  }

  @Test
  void netsAreComparedAndAComparisonGoesOn() throws IOException {
    Captured call =
        own(
            "compare --data SHARED/tiles --nets z2,p4 --fractions 0.5,1 --seeds 1 --epochs 1"
                    .replace("SHARED", shared.toString())
                + " --threads 1 --run DIR/c");
    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("run 4 of 4: p4, 100% of the images, seed 0", "That is one seed");
    assertThat(temporary.resolve("c/compare.json")).isNotEmptyFile();
    Captured again = own("compare --resume DIR/c");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("With all images p4 errs on").doesNotContain("epoch  ");
    Captured used = own("compare --nets z2,p4 --run DIR/c");
    assertThat(used.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(used.err()).contains("holds a comparison: go on with --resume");
    assertThat(own("compare --resume DIR/c --seeds 2").exitCode()).isEqualTo(ExitCode.USAGE);
    Captured none = own("compare --resume DIR/none");
    assertThat(none.err()).contains("holds no comparison");
  }
}
