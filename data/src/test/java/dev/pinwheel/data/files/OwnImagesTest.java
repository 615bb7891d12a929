package dev.pinwheel.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnImagesTest {
  @TempDir Path folder;

  private void tile(String name, long seed) throws IOException {
    Drawn.tile(folder, name, seed);
  }

  private void tiles() throws IOException {
    Drawn.tiles(folder);
  }

  private Look look() {
    return OwnImages.look(folder, Look.Use.TRAINING, Progress.none());
  }

  static ImageRecipe recipe(Look look, ImageRecipe.BadFiles bad) {
    return new ImageRecipe(
        look.listing().source().toString(),
        List.copyOf(look.classCounts().keySet()),
        look.channels(),
        look.sizing().sizing().toString(),
        0.2,
        0,
        bad);
  }

  private TrainTest load(ImageRecipe.BadFiles bad) {
    Look look = look();
    return OwnImages.load(look, recipe(look, bad), Progress.none());
  }

  private static List<String> hashes(LabelledImages set) {
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < set.count(); i++) {
      hashes.add(set.subset("one", new int[] {i}).sha256());
    }
    return hashes;
  }

  private void assertProblem(Problem.Kind kind, String where, String words) {
    assertThat(look().problems())
        .anySatisfy(
            p -> {
              assertThat(p.kind()).isEqualTo(kind);
              assertThat(p.where()).isEqualTo(where);
              assertThat(p.what()).contains(words);
            });
  }

  @Test
  void foldersAreClassesAndAFifthOfEachIsHeldOut() throws IOException {
    tiles();
    TrainTest set = load(ImageRecipe.BadFiles.STOP);

    assertThat(set.train().shape()).isEqualTo(new ImageShape(3, 10, 10));
    assertThat(set.train().classCounts()).containsExactly(8, 16);
    assertThat(set.test().classCounts()).containsExactly(2, 4);
    assertThat(hashes(set.train())).doesNotContainAnyElementsOf(hashes(set.test()));
    assertThat(set.recipe()).isPresent();
    assertThat(load(ImageRecipe.BadFiles.STOP).trainSha256()).isEqualTo(set.trainSha256());
  }

  @Test
  void anotherSeedHoldsOutOthersAndNamesOfFilesChangeNothing() throws IOException {
    tiles();
    List<String> first = hashes(load(ImageRecipe.BadFiles.STOP).test());
    Look look = look();
    ImageRecipe r = recipe(look, ImageRecipe.BadFiles.STOP);
    ImageRecipe other =
        new ImageRecipe(r.source(), r.classes(), 3, r.sizing(), 0.2, 1, r.badFiles());
    assertThat(hashes(OwnImages.load(look, other, Progress.none()).test()))
        .hasSameSizeAs(first)
        .doesNotContainSequence(first);
    for (int i = 0; i < 20; i++) {
      Files.move(folder.resolve("b/" + i + ".PNG"), folder.resolve("b/x" + (97 * i % 20) + ".png"));
    }
    assertThat(hashes(load(ImageRecipe.BadFiles.STOP).test()))
        .containsExactlyInAnyOrderElementsOf(first);
  }

  @Test
  void pixelsAreThoseOfTheFile() throws IOException {
    tiles();
    TrainTest set = load(ImageRecipe.BadFiles.STOP);
    PixelImage first = ImageDecoder.decode(Files.readAllBytes(folder.resolve("a/0.png")));
    LabelledImages alone =
        LabelledImages.builder("one", set.train().shape(), 2).add(first.pixels(), 0, 0).build();
    List<String> all = new ArrayList<>(hashes(set.train()));
    all.addAll(hashes(set.test()));
    assertThat(all).contains(alone.sha256());
  }

  @Test
  void badFilesAreListedBeforeAnythingIsLoaded() throws IOException {
    tiles();
    Drawn.write(folder.resolve("a/cut.png"), Drawn.half(Drawn.noisyPng(30, 30, 5)));
    Drawn.write(folder.resolve("a/nothing.png"), new byte[0]);
    Drawn.write(folder.resolve("b/text.png"), "hello".getBytes(StandardCharsets.UTF_8));
    Drawn.write(folder.resolve("b/huge.png"), Drawn.claimingPng(90_000, 90_000));
    Drawn.write(folder.resolve("b/cmyk.jpg"), Drawn.cmyk());
    Drawn.write(folder.resolve("b/notes.txt"), new byte[] {1});
    Files.createDirectories(folder.resolve("empty"));
    Look look = look();

    assertThat(look.images()).hasSize(30);
    assertThat(look.listing().ignored()).isEqualTo(1);
    assertProblem(Problem.Kind.TRUNCATED, "a/cut.png", "ends too early");
    assertProblem(Problem.Kind.UNREADABLE, "a/nothing.png", "no bytes");
    assertProblem(Problem.Kind.UNREADABLE, "b/text.png", "whatever its name says");
    assertProblem(Problem.Kind.HUGE, "b/huge.png", "90000×90000");
    assertProblem(Problem.Kind.UNREADABLE, "b/cmyk.jpg", "save it as RGB");
    assertProblem(Problem.Kind.EMPTY_CLASS, "empty", "without images");
    assertThatThrownBy(() -> load(ImageRecipe.BadFiles.STOP))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("6 files or classes can't be used", "--bad-files skip");
    TrainTest set = load(ImageRecipe.BadFiles.SKIP);
    assertThat(set.train().count() + set.test().count()).isEqualTo(30);
    assertThat(set.train().classes()).isEqualTo(2);
  }

  @Test
  void copiesOfAnImageStayOnOneSide() throws IOException {
    for (int i = 0; i < 12; i++) {
      tile("a/" + i + ".png", i / 3);
      tile("b/" + i + ".png", 50 + i / 2);
    }
    Look look = look();
    assertThat(look.stopping()).isEmpty();
    assertThat(look.problems()).hasSize(8 + 6).allMatch(p -> p.kind() == Problem.Kind.DUPLICATE);
    for (long seed = 0; seed < 5; seed++) {
      ImageRecipe r = recipe(look, ImageRecipe.BadFiles.STOP);
      TrainTest set =
          OwnImages.load(
              look,
              new ImageRecipe(r.source(), r.classes(), 3, r.sizing(), 0.3, seed, r.badFiles()),
              Progress.none());
      assertThat(set.train().count() + set.test().count()).isEqualTo(24);
      assertThat(hashes(set.train())).doesNotContainAnyElementsOf(hashes(set.test()));
    }
  }

  @Test
  void theSameImageInTwoClassesIsAContradiction() throws IOException {
    tiles();
    tile("b/same.png", 3);
    assertProblem(Problem.Kind.CONTRADICTION, "a/3.png", "b/same.png");
    assertProblem(Problem.Kind.CONTRADICTION, "b/same.png", "a/3.png");
    assertThat(load(ImageRecipe.BadFiles.STOP).train().classCounts()).containsExactly(7, 16);
  }

  @Test
  void aClassOfASingleImageCannotBeSplit() throws IOException {
    tiles();
    tile("c/one.png", 900);
    tile("c/copy.png", 900);
    assertProblem(Problem.Kind.EMPTY_CLASS, "c", "1 different images");
    assertThat(load(ImageRecipe.BadFiles.SKIP).train().classes()).isEqualTo(2);
  }

  @Test
  void givenFoldersAreTheSplit() throws IOException {
    for (int i = 0; i < 6; i++) {
      tile("train/a/" + i + ".png", i);
      tile("train/b/" + i + ".png", 10 + i);
      tile("val/a/" + i + ".png", 20 + i);
      tile("val/b/" + i + ".png", 30 + i);
    }
    tile("test/a/x.png", 40);
    tile("test/b/y.png", 12);
    TrainTest set = load(ImageRecipe.BadFiles.STOP);
    assertThat(set.train().classCounts()).containsExactly(6, 6);
    assertThat(set.validation().orElseThrow().classCounts()).containsExactly(6, 6);
    assertThat(set.test().classCounts()).containsExactly(1, 1);
    assertProblem(Problem.Kind.LEAK, "test/b/y.png", "train/b/2.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"val", "test"})
  void halfASplitIsNotTakenForClasses(String other) throws IOException {
    tile("train/a/0.png", 1);
    tile(other + "/a/0.png", 2);
    if (other.equals("test")) {
      tile("more/a/0.png", 3);
    }
    assertThatThrownBy(() -> Listing.of(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train")
        .hasMessageContaining("look like a split: it needs train and test");
  }

  @Test
  void mixedSizesAreResizedAndGreyOnesStayGrey() throws IOException {
    for (int i = 0; i < 4; i++) {
      for (String label : List.of("a", "b")) {
        BufferedImage image =
            Drawn.noise(BufferedImage.TYPE_BYTE_GRAY, 30 + i, 20, i + 10 * label.hashCode());
        Drawn.write(folder.resolve(label + "/" + i + ".bmp"), Drawn.bytes(image, "bmp"));
      }
    }
    Look look = look();
    assertThat(look.sizing().sizing()).hasToString("resize(20)");
    assertThat(look.sizing().why()).contains("4 sizes", "resized to 20×20");
    assertThat(load(ImageRecipe.BadFiles.STOP).train().shape())
        .isEqualTo(new ImageShape(1, 20, 20));
  }

  @Test
  void sixteenBitsAreKept() throws IOException {
    for (int i = 0; i < 4; i++) {
      for (String label : List.of("a", "b")) {
        BufferedImage image =
            Drawn.noise(BufferedImage.TYPE_USHORT_GRAY, 9, 9, i + 10 * label.hashCode());
        Drawn.write(folder.resolve(label + "/" + i + ".png"), Drawn.bytes(image, "png"));
      }
    }
    TrainTest set = load(ImageRecipe.BadFiles.STOP);
    float level = set.train().pixel(0, 0, 4, 4) * 65535;
    assertThat(level).isEqualTo(Math.round(level));
    assertThat(level % 257).isNotZero();
  }

  @Test
  void aFolderOfAnotherFormIsOneSentence() throws IOException {
    assertThatThrownBy(this::look).hasMessageContaining("has no sub-folders");
    tile("outer/a/1.png", 1);
    assertThatThrownBy(this::look).hasMessageContaining("one class only, outer", "at least two");
    tile("outer/b/1.png", 1);
    assertThatThrownBy(this::look)
        .hasMessageContaining("did you mean " + folder.toAbsolutePath().resolve("outer") + "?");
    assertThatThrownBy(() -> Listing.of(folder.resolve("none")))
        .hasMessageContaining("there is no folder or CSV");
    assertThatThrownBy(() -> Listing.of(folder.resolve("outer/a/1.png")))
        .hasMessageContaining("neither a folder nor a .csv file");
  }

  @Test
  void aModelEvaluatesOtherImagesOfItsClasses() throws IOException {
    tiles();
    Intake intake = new Intake(1, Sizing.parse("crop(8)"));
    LabelledImages all = OwnImages.all(look(), intake, List.of("b", "c", "a"), Progress.none());
    assertThat(all.shape()).isEqualTo(new ImageShape(1, 8, 8));
    assertThat(all.classCounts()).containsExactly(20, 0, 10);
    assertThatThrownBy(() -> OwnImages.all(look(), intake, List.of("a"), Progress.none()))
        .hasMessageContaining("has images of 'b', and the model knows a");
  }

  @Test
  void theSplitTakesTheLeastKeys() {
    List<String> hashes = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      hashes.add(Hashes.sha256(new byte[] {(byte) i}));
      labels.add(i < 40 ? "x" : "y");
    }
    boolean[] out = StratifiedSplit.heldOut(hashes, labels, 0.25, 7);
    int x = 0;
    long greatestOut = Long.MIN_VALUE;
    long leastIn = Long.MAX_VALUE;
    for (int i = 0; i < 40; i++) {
      long key =
          new dev.pinwheel.data.CounterRandom(
                  7,
                  Long.parseUnsignedLong(hashes.get(i).substring(0, 16), 16),
                  Long.parseUnsignedLong(hashes.get(i).substring(16, 32), 16))
              .nextLong();
      x += out[i] ? 1 : 0;
      greatestOut = out[i] ? Math.max(greatestOut, key) : greatestOut;
      leastIn = out[i] ? leastIn : Math.min(leastIn, key);
    }
    assertThat(x).isEqualTo(10);
    assertThat(greatestOut).isLessThan(leastIn);
  }
}
