package dev.pinwheel.report;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.nn.check.angle.SmoothImages;
import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.MapTable;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.report.picture.Picture;
import dev.pinwheel.report.picture.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What feature maps do when an image is turned. */
final class MapSection {
  private MapSection() {}

  static Section of(Subject subject, PlotFiles files) {
    return new Section("maps", "Feature maps of a turned image", blocks(subject, files));
  }

  private static List<Block> blocks(Subject subject, PlotFiles files) {
    if (subject.net().inputSize().length != 2) {
      return List.of(new Block.Note("The net takes no images of two axes: there is no picture."));
    }
    MapChoice choice = MapChoice.of(subject);
    if (choice.sites().isEmpty()) {
      return List.of(
          new Block.Note(
              "No layer of this net gives functions on "
                  + choice.group()
                  + " on maps that are large enough to be looked at: there is no picture."));
    }
    int[] size = subject.net().inputSize();
    ImageShape shape = new ImageShape(subject.net().input().fields(), size[0], size[1]);
    double[] image = image(subject, shape);
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(words(subject, choice)));
    for (TurnedMaps maps : MapMeasurement.run(subject.model(), choice, shape, image)) {
      blocks.add(new Block.Paragraph(maps.layer() + ": " + maps.description()));
      MapTable table = table(maps, shape, image);
      blocks.add(table);
      files.keep(
          "feature-maps-" + maps.layer().replaceAll("[^A-Za-z0-9.]", "-"), sheet(table).png());
    }
    return blocks;
  }

  private static String words(Subject subject, MapChoice choice) {
    String image =
        subject.judgement().isPresent()
            ? "An image of " + subject.set()
            : "A drawn image, as there is none of a data set,";
    if (!subject.hasGroup()) {
      return image
          + " and its turned copies. No group is built into this net: the map of a turned image is"
          + " another one than the turned map of the image. The error is of the one against the"
          + " other.";
    }
    return image
        + " is turned, row by row. Each row shows what one field of a layer gives, a map for each"
        + " element of "
        + choice.group()
        + ": the axis θ. When the image turns, the maps turn with it and move along θ. Outlined is"
        + " always the same map. The error is of a row against the first one, turned and moved"
        + (choice.isOnGrid() ? "." : "; where a turn leaves the grid, inside a disc.");
  }

  /** The first image that is predicted rightly, or a drawn one. */
  private static double[] image(Subject subject, ImageShape shape) {
    if (subject.judgement().isPresent()) {
      Judgement judgement = subject.judgement().get();
      int number =
          IntStream.range(0, judgement.images().count())
              .filter(judgement::isRight)
              .findFirst()
              .orElse(0);
      float[] pixels = new float[shape.size()];
      judgement.images().copyImage(number, pixels, 0);
      return IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i]).toArray();
    }
    double[] drawn =
        SmoothImages.of(shape.channels(), shape.height(), shape.width(), 1).image(0, 0);
    double most = Arrays.stream(drawn).map(Math::abs).max().orElse(1);
    return Arrays.stream(drawn).map(v -> 0.5 + 0.5 * v / (most == 0 ? 1 : most)).toArray();
  }

  static MapTable table(TurnedMaps maps, ImageShape shape, double[] image) {
    boolean plain = maps.columns().isEmpty();
    double scale = maps.scale();
    List<MapTable.Line> lines = new ArrayList<>();
    for (TurnedMaps.Row row : maps.rows()) {
      List<double[]> shown = new ArrayList<>(row.maps());
      if (plain) {
        shown.addAll(row.expected());
      }
      double[] turned = row.motion().apply(image, shape.height(), shape.width());
      lines.add(
          new MapTable.Line(
              row.motion().words(),
              Picture.ofImage(turned, shape.channels(), shape.height(), shape.width()),
              shown.stream()
                  .map(map -> Picture.ofMap(map, maps.height(), maps.width(), scale))
                  .toList(),
              row.followed(),
              note(row)));
    }
    List<String> columns =
        plain
            ? List.of("its map", "the first map, turned")
            : IntStream.range(0, maps.columns().size())
                .mapToObj(h -> (h == 0 ? "θ = " : "") + maps.columns().get(h))
                .toList();
    return new MapTable(columns, lines);
  }

  private static String note(TurnedMaps.Row row) {
    if (row.motion().isNone()) {
      return "";
    }
    return Words.error(row.error());
  }

  private static Picture sheet(MapTable table) {
    return Sheet.of(
        table.rows().stream()
            .map(
                line -> {
                  List<Picture> all = new ArrayList<>(List.of(line.image()));
                  all.addAll(line.maps());
                  return all;
                })
            .toList());
  }
}
