package dev.pinwheel.cli;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.angle.Angles;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of a check over continuous angles. */
@Command
final class CurveOptions {
  @Option(
      names = "--angles",
      paramLabel = "ANGLES",
      description = {
        "Measure the error over angles instead of proving symmetry: FROM:TO:STEP in degrees, to"
            + " which the group's own angles are added, or a list such as 22.5,45. On smooth images,"
            + " in float64."
      })
  private String angles;

  @Option(
      names = "--untrained",
      description = "With --angles: measure the same net with fresh weights, too.")
  private boolean untrained;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "With --angles: write every layer's error at every angle here.")
  private Path csv;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "With --angles: draw the curve here, as PNG.")
  private Path plot;

  /** Returns whether a curve is asked for. */
  boolean isAsked() {
    if (angles == null && (untrained || csv != null || plot != null)) {
      throw new IllegalArgumentException(
          (untrained ? "--untrained" : csv != null ? "--csv " + csv : "--plot " + plot)
              + " belongs to a curve: give --angles, too, such as --angles 0:360:5");
    }
    return angles != null;
  }

  /** Returns the angles; a range with those of the group's rotations. */
  Angles angles(PointGroup group) {
    Angles asked = Angles.parse(angles);
    return angles.contains(":") ? asked.withRotationsOf(group) : asked;
  }

  /** Returns whether fresh weights are measured, too. */
  boolean untrained() {
    return untrained;
  }

  /** Returns where the numbers go. */
  Optional<Path> csv() {
    return Optional.ofNullable(csv);
  }

  /** Returns where the picture goes. */
  Optional<Path> plot() {
    return Optional.ofNullable(plot);
  }
}
