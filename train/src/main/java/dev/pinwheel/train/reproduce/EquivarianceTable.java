package dev.pinwheel.train.reproduce;

import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.KernelFamilies;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.check.angle.Angles;
import dev.pinwheel.nn.check.angle.CurveReport;
import dev.pinwheel.nn.check.angle.EquivarianceCurve;
import dev.pinwheel.nn.check.angle.SmoothImages;
import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Equivariance off the grid: the error of random nets at their group's angles, for families of
 * kernels, beside escnn's.
 *
 * <p>Nets of one or three correlations of 4 fields (padding kernel/2, no bias), each followed by
 * ReLU, then the maximum over the group. Images of 65×65 pixels with 40 Gaussian blobs, centres
 * within 22 pixels, deviations σ·U(1, 2). The output for the image that is not turned is turned by
 * a quintic spline, and compared inside the disc of radius 65/2 − 6. Everything in float64; the
 * mean over images and over nets of other random weights.
 */
public final class EquivarianceTable {
  /** The families of the published table. */
  public static final List<String> FAMILIES = List.of("interpolated", "harmonic");

  private static final int SIZE = 65;
  private static final int BLOBS = 40;
  private static final double RADIUS = 22;
  private static final double MARGIN = 6;

  private EquivarianceTable() {}

  /**
   * A case with one family of kernels. Errors are NaN where the angle is not in the group.
   *
   * @param deviation σ, the least deviation of the images' blobs, in pixels
   * @param group the net's group
   * @param kernel taps along each axis
   * @param layers correlations, the lifting included
   * @param family the kernels' family
   * @param functions free parameters of a pair of fields, for each relative rotation
   * @param worst90 at 90°, the largest over images and nets
   * @param error45 at 45°, the mean over images and nets
   * @param error22 at 22.5°, likewise
   * @param nets45 at 45°, the mean over images for each net
   * @param nets22 at 22.5°, likewise
   * @param escnn45 escnn 1.0.13 at 45°
   * @param escnn22 escnn 1.0.13 at 22.5°
   * @param bilinear45 free taps resampled bilinearly, in PyTorch, at 45°
   * @param bilinear22 likewise at 22.5°
   */
  public record Line(
      double deviation,
      String group,
      int kernel,
      int layers,
      String family,
      int functions,
      double worst90,
      double error45,
      double error22,
      List<Double> nets45,
      List<Double> nets22,
      double escnn45,
      double escnn22,
      double bilinear45,
      double bilinear22) {}

  /**
   * The table with its provenance; {@code equivariance.json} holds it.
   *
   * @param command what computed it
   * @param provenance software and machine
   * @param images images per net
   * @param nets nets per case
   * @param seed of images; nets have the seeds from 0
   * @param lines one per case and family, cases in the table's order
   */
  public record Result(
      String command, Provenance provenance, int images, int nets, long seed, List<Line> lines) {}

  /**
   * Measures all cases.
   *
   * @param families names of kernel families, as {@link KernelFamilies#parse} takes them; the last
   *     one is compared with escnn
   * @param nets nets of other random weights per case
   * @param images images per net
   * @param seed of the images
   * @param progress told of every image and angle
   * @return the table
   * @throws IllegalArgumentException if a family is not known, or there is no family, net or image
   */
  public static Result run(
      List<String> families, int nets, int images, long seed, Progress progress) {
    if (families.isEmpty() || nets < 1) {
      throw new IllegalArgumentException(
          families.size() + " families and " + nets + " nets are no table: give 1 or more of each");
    }
    List<KernelFamily> parsed =
        families.stream().<KernelFamily>map(KernelFamilies::parse).distinct().toList();
    long angles = EquivarianceCase.ALL.stream().mapToLong(c -> c.angles().size()).sum();
    List<Line> lines = new ArrayList<>();
    try (Progress.Task task =
        progress.begin(
            "turning images", Progress.Unit.ITEMS, angles * parsed.size() * nets * images)) {
      for (EquivarianceCase row : EquivarianceCase.ALL) {
        for (KernelFamily family : parsed) {
          lines.add(line(row, family, nets, images, seed, () -> task.advance(1)));
        }
      }
    }
    String command =
        "./pinwheel reproduce equivariance --families "
            + parsed.stream().map(EquivarianceTable::quoted).collect(Collectors.joining(" "))
            + " --nets "
            + nets
            + " --images "
            + images
            + " --seed "
            + seed;
    return new Result(command, Provenance.now(), images, nets, seed, lines);
  }

  private static String quoted(KernelFamily family) {
    return family.name().matches("\\w+") ? family.name() : "'" + family.name() + "'";
  }

  /** Measures one case with one family. */
  static Line line(
      EquivarianceCase row,
      KernelFamily family,
      int nets,
      int images,
      long seed,
      Runnable listener) {
    SmoothImages smooth = new SmoothImages(1, SIZE, SIZE, BLOBS, RADIUS, row.deviation(), seed);
    double worst = 0;
    List<Double> nets45 = new ArrayList<>();
    List<Double> nets22 = new ArrayList<>();
    for (int net = 0; net < nets; net++) {
      try (Model model = Model.initialise(row.net(family), net)) {
        CurveReport report =
            EquivarianceCurve.of(model)
                .angles(new Angles(row.angles()))
                .images(smooth, images)
                .margin(MARGIN)
                .layers(EquivarianceCurve.Layers.LEFT_OUT)
                .listener(listener)
                .run();
        worst = Math.max(worst, report.net().worst().get(0));
        nets45.add(report.net().mean().get(1));
        if (row.hasSixteenths()) {
          nets22.add(report.net().mean().get(2));
        }
      }
    }
    return new Line(
        row.deviation(),
        row.group(),
        row.kernel(),
        row.layers(),
        family.name(),
        family.basis(PointGroup.parse(row.group()), row.kernel()).functions(),
        worst,
        mean(nets45),
        mean(nets22),
        nets45,
        nets22,
        row.escnn45(),
        row.escnn22(),
        row.bilinear45(),
        row.bilinear22());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /**
   * Writes the table as JSON and as Markdown.
   *
   * @param result the table
   * @param folder where {@code equivariance.json} and {@code equivariance.md} are written
   */
  public static void publish(Result result, Path folder) {
    new RunFolder(folder).writeJson("equivariance.json", result);
    AtomicFile.write(
        folder.resolve("equivariance.md"),
        EquivariancePage.of(result).getBytes(StandardCharsets.UTF_8));
  }
}
