package dev.pinwheel.report;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.check.Errors;
import dev.pinwheel.nn.check.angle.Disc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The feature maps of one field in one layer, for an image and its turned copies.
 *
 * <p>Of a layer that gives functions on the group, {@code (L_g Φ(f))(x, h) = Φ(f)(g⁻¹x, g⁻¹h)}: the
 * maps of the turned image are the first image's maps, turned and moved along the orientations.
 *
 * @param layer its name in the net
 * @param description what it does
 * @param height of a map
 * @param width of a map
 * @param columns the orientations h that are shown; empty for a layer without
 * @param rows a copy of the image each
 */
record TurnedMaps(
    String layer, String description, int height, int width, List<String> columns, List<Row> rows) {
  TurnedMaps {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * One copy.
   *
   * @param motion how the image is turned
   * @param maps what the layer gave, a map per column
   * @param expected the first row's maps, turned and moved
   * @param followed the column in which the first row's first map is now; −1 where none is shown
   * @param error ‖maps − expected‖ / max(‖maps‖, ‖expected‖), of all orientations
   */
  record Row(
      Motion motion, List<double[]> maps, List<double[]> expected, int followed, double error) {
    Row {
      maps = List.copyOf(maps);
      expected = List.copyOf(expected);
    }
  }

  /** The largest size of a number that is shown. */
  double scale() {
    return rows.stream()
        .flatMap(row -> row.maps().stream())
        .flatMapToDouble(Arrays::stream)
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  /**
   * Compares what a layer gave for an image and its copies.
   *
   * @param shown elements of the group, the identity first: how the copies are turned
   * @param columns elements of the group: which orientations are shown
   * @param outputs for each copy the field's values, shape [orientations, height, width]
   */
  static TurnedMaps of(
      LayerSite site, PointGroup group, int[] shown, int[] columns, List<double[]> outputs) {
    int[] size = site.layer().outputSize(site.inputSize());
    int plane = size[0] * size[1];
    int orientations = outputs.get(0).length / plane;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      Motion motion = Motion.of(group, shown[i]);
      double[] moved = motion.apply(outputs.get(0), size[0], size[1]);
      double[] expected = new double[moved.length];
      for (int h = 0; h < orientations; h++) {
        int from = orientations == 1 ? 0 : group.product(group.inverse(shown[i]), h);
        System.arraycopy(moved, from * plane, expected, h * plane, plane);
      }
      double[] given = outputs.get(i);
      int own = shown[i];
      int followed =
          orientations == 1
              ? -1
              : IntStream.range(0, columns.length)
                  .filter(c -> columns[c] == own)
                  .findFirst()
                  .orElse(-1);
      rows.add(
          new Row(
              motion,
              maps(given, columns, plane),
              maps(expected, columns, plane),
              followed,
              Errors.relative(inside(given, motion, size), inside(expected, motion, size))));
    }
    List<String> names =
        orientations == 1
            ? List.of()
            : IntStream.of(columns).mapToObj(h -> Motion.of(group, h).words()).toList();
    return new TurnedMaps(site.name(), site.layer().toString(), size[0], size[1], names, rows);
  }

  private static List<double[]> maps(double[] values, int[] columns, int plane) {
    List<double[]> maps = new ArrayList<>();
    for (int h : columns) {
      double[] map = new double[plane];
      System.arraycopy(values, h * plane, map, 0, plane);
      maps.add(map);
    }
    return maps;
  }

  /** What a turn leaves on the grid: all of it, or a disc. */
  private static double[] inside(double[] values, Motion motion, int[] size) {
    if (motion.isExact(size[0], size[1])) {
      return values;
    }
    int plane = size[0] * size[1];
    int[] disc = Disc.pixels(size[0], size[1], 0.4 * Math.min(size[0], size[1]));
    return IntStream.range(0, values.length / plane)
        .boxed()
        .flatMapToDouble(h -> IntStream.of(disc).mapToDouble(p -> values[h * plane + p]))
        .toArray();
  }
}
