package dev.pinwheel.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.report.page.MapTable;
import dev.pinwheel.report.picture.Picture;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnedMapsTest {
  private static double[] image(ImageShape shape) {
    return new Random(4).doubles(shape.size()).toArray();
  }

  private static Subject subject(SavedModel model) {
    return new Subject(
        model, Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty(), "");
  }

  private static List<MapTable> tables(SavedModel model) {
    ImageShape shape =
        new ImageShape(
            model.options().channels(), model.options().height(), model.options().width());
    double[] image = image(shape);
    return MapMeasurement.run(model, MapChoice.of(subject(model)), shape, image).stream()
        .map(maps -> MapSection.table(maps, shape, image))
        .toList();
  }

  /** A quarter turn counter-clockwise, pixel by pixel: what was at the right goes to the top. */
  private static Picture turned(Picture p) {
    int rows = p.width();
    int columns = p.height();
    return Picture.of(rows, columns, i -> p.colour(i % columns, rows - 1 - i / columns));
  }

  private static Picture turned(Picture p, int quarters) {
    Picture turned = p;
    for (int i = 0; i < quarters; i++) {
      turned = turned(turned);
    }
    return turned;
  }

  @Test
  void picturesOfP4TurnAndMoveAlongTheOrientationsExactly() {
    try (SavedModel model = Shapes.published("p4cnn")) {
      List<MapTable> tables = tables(model);

      assertThat(tables).hasSize(2);
      for (MapTable table : tables) {
        assertThat(table.columns()).containsExactly("θ = 0°", "90°", "180°", "270°");
        assertThat(table.rows())
            .extracting(MapTable.Line::label)
            .containsExactly("0°", "90°", "180°", "270°");
        MapTable.Line first = table.rows().get(0);
        assertThat(first.maps()).doesNotHaveDuplicates();
        for (int q = 0; q < 4; q++) {
          MapTable.Line line = table.rows().get(q);
          assertThat(line.image()).isEqualTo(turned(first.image(), q));
          assertThat(line.followed()).isEqualTo(q);
          for (int h = 0; h < 4; h++) {
            assertThat(line.maps().get((h + q) % 4)).isEqualTo(turned(first.maps().get(h), q));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"p4m", "C4", "D1", "D2"})
  void onTheGridNothingDiffers(String group) {
    try (SavedModel model = Shapes.model(group, 3, 2, List.of())) {
      Subject subject = subject(model);
      ImageShape shape = new ImageShape(3, Shapes.SIZE, Shapes.SIZE);
      for (TurnedMaps maps :
          MapMeasurement.run(model, MapChoice.of(subject), shape, image(shape))) {
        assertThat(maps.rows()).hasSize(PointGroup.parse(group).order());
        assertThat(maps.rows()).allMatch(row -> row.error() <= 1e-12);
      }
    }
  }

  @Test
  void offTheGridTheErrorIsSmallAndSaid() {
    try (SavedModel model = Shapes.published("c8cnn")) {
      for (MapTable table : tables(model)) {
        assertThat(table.rows()).hasSize(8);
        assertThat(table.rows().get(1).label()).isEqualTo("45°");
        assertThat(table.rows().get(1).note()).endsWith(" %");
        assertThat(table.rows().get(2).note()).matches("0|[0-9.]+e-1[5-9]");
      }
    }
  }

  @Test
  void aPlainNetsMapsAreNotTheTurnedOnes() {
    try (SavedModel model = Shapes.published("z2cnn")) {
      MapTable table = tables(model).get(0);

      assertThat(table.columns()).containsExactly("its map", "the first map, turned");
      assertThat(table.rows()).hasSize(4);
      for (int q = 1; q < 4; q++) {
        MapTable.Line line = table.rows().get(q);
        assertThat(line.maps().get(1)).isEqualTo(turned(table.rows().get(0).maps().get(0), q));
        assertThat(line.maps().get(0)).isNotEqualTo(line.maps().get(1));
        assertThat(line.note()).endsWith(" %");
      }
    }
  }

  @Test
  void aMapThatIsNotTheTurnedOneIsFound() {
    try (SavedModel model = Shapes.published("p4cnn")) {
      var site = MapChoice.of(subject(model)).sites().get(0);
      int[] size = site.layer().outputSize(site.inputSize());
      double[] maps = new Random(1).doubles(4L * size[0] * size[1]).toArray();
      int[] all = {0, 1, 2, 3};
      PointGroup p4 = PointGroup.parse("p4");

      TurnedMaps broken = TurnedMaps.of(site, p4, all, all, List.of(maps, maps, maps, maps));

      assertThat(broken.rows().get(0).error()).isZero();
      assertThat(broken.rows().subList(1, 4)).allMatch(row -> row.error() > 0.1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "C4, 1, false, 90",
    "C8, 3, false, 135",
    "D4, 4, true, 0",
    "D4, 5, true, 90",
    "D8, 9, true, 45",
    "C16, 15, false, 337.5"
  })
  void elementsAreFlipsAndAngles(String group, int g, boolean flip, double degrees) {
    assertThat(Motion.of(PointGroup.parse(group), g)).isEqualTo(new Motion(flip, degrees));
  }

  @Test
  void manyOrientationsAreThinnedOutAlike() {
    try (SavedModel model = Shapes.model("C32", 1, 2, List.of())) {
      MapChoice choice = MapChoice.of(subject(model));

      assertThat(choice.columns()).hasSize(16).containsAll(choice.shown());
      assertThat(choice.shown()).hasSize(8).startsWith(0, 4);
    }
  }
}
