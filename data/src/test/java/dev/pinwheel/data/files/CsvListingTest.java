package dev.pinwheel.data.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvListingTest {
  @TempDir Path folder;

  @Test
  void aCsvNamesPathsAndLabels() throws IOException {
    Drawn.tiles(folder);
    StringBuilder csv = new StringBuilder("\uFEFFLabel, Path \n");
    for (int i = 0; i < 10; i++) {
      csv.append("one, a/%d.png\n\"two, too\",\"b/%d.PNG\"\n\n".formatted(i, i));
    }
    Path file =
        Drawn.write(folder.resolve("list.csv"), csv.toString().getBytes(StandardCharsets.UTF_8));
    Look look = OwnImages.look(file, Look.Use.TRAINING, Progress.none());
    assertThat(look.classCounts()).containsEntry("one", 10).containsEntry("two, too", 10);
    assertThat(look.problems()).isEmpty();
    TrainTest set =
        OwnImages.load(
            look, OwnImagesTest.recipe(look, ImageRecipe.BadFiles.STOP), Progress.none());
    assertThat(set.test().classCounts()).containsExactly(2, 2);
  }

  @Test
  void aCsvMaySplit() throws IOException {
    Drawn.tiles(folder);
    String csv =
        """
        path,label,split
        a/0.png,a,train
        a/1.png,a,test
        b/0.PNG,b,train
        b/1.PNG,b,test
        b/2.PNG,b,val
        """;
    Path file = Drawn.write(folder.resolve("list.csv"), csv.getBytes(StandardCharsets.UTF_8));
    Look look = OwnImages.look(file, Look.Use.TRAINING, Progress.none());
    TrainTest set =
        OwnImages.load(
            look, OwnImagesTest.recipe(look, ImageRecipe.BadFiles.STOP), Progress.none());
    assertThat(set.train().count()).isEqualTo(2);
    assertThat(set.test().count()).isEqualTo(2);
    assertThat(set.validation().orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void rowsOfACsvThatCannotBeAreListed() throws IOException {
    Drawn.tiles(folder);
    String csv =
        """
        path,label
        a/0.png,a
        a/1.png,a
        b/0.PNG,b
        b/1.PNG,b
        ../secret.png,a
        /etc/passwd,b
        a/none.png,a
        a/2.png,
        """;
    Path file = Drawn.write(folder.resolve("list.csv"), csv.getBytes(StandardCharsets.UTF_8));
    Look look = OwnImages.look(file, Look.Use.TRAINING, Progress.none());
    assertThat(look.images()).hasSize(4);
    assertThat(look.stopping())
        .extracting(Problem::where, Problem::what)
        .satisfiesExactly(
            p -> assertThat(p.toString()).contains("row 6", "not below the CSV's folder"),
            p -> assertThat(p.toString()).contains("row 7", "/etc/passwd"),
            p -> assertThat(p.toString()).contains("row 8", "there is no file 'a/none.png'"),
            p -> assertThat(p.toString()).contains("row 9", "has no label"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          file,kind\\na/0.png,a           | has no column 'label': its first line is file,kind
          name,label\\na/0.png,a          | has no column 'path'
          path,label\\na/0.png,a          | has 1 classes: list images of at least two
          path,label\\na/0.png,a,b        | row 2: 3 values under another number of columns
          path,label,split\\na/0.png,a,dev | row 2: split 'dev'; use train, val or test
          path,path\\na/0.png,a           | is no CSV with a header
          """)
  void aCsvOfAnotherFormIsOneSentence(String csv, String words) throws IOException {
    Drawn.tiles(folder);
    Path file =
        Drawn.write(
            folder.resolve("list.csv"), csv.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> OwnImages.look(file, Look.Use.TRAINING, Progress.none()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(words);
  }
}
