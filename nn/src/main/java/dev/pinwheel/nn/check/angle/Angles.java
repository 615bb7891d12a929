package dev.pinwheel.nn.check.angle;

import dev.pinwheel.group.PointGroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Angles to turn by, in degrees.
 *
 * @param degrees the angles, in the order in which they are measured
 */
public record Angles(List<Double> degrees) {
  private static final int MOST = 10_000;
  private static final double SAME = 1e-6;

  /**
   * Copies and checks the list.
   *
   * @param degrees the angles
   * @throws IllegalArgumentException if there is none, there are more than 10,000, or one is not
   *     finite
   */
  public Angles {
    degrees = List.copyOf(degrees);
    if (degrees.isEmpty() || degrees.size() > MOST) {
      throw new IllegalArgumentException(
          degrees.size() + " angles are no curve: give between 1 and " + MOST);
    }
    degrees.forEach(Turn::of);
  }

  /**
   * Reads angles as they are typed.
   *
   * @param text {@code FROM:TO:STEP}, both ends included, such as {@code 0:360:5}; or a list, such
   *     as {@code 0,22.5,45}
   * @return the angles
   * @throws IllegalArgumentException if the text is neither, the step is not positive, or the range
   *     is empty or has more than 10,000 angles
   */
  public static Angles parse(String text) {
    try {
      if (!text.contains(":")) {
        return new Angles(
            Arrays.stream(text.split(",", -1)).map(t -> number(t).doubleValue()).toList());
      }
      String[] parts = text.split(":", -1);
      if (parts.length == 3) {
        return range(number(parts[0]), number(parts[1]), number(parts[2]));
      }
    } catch (NumberFormatException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.strip());
  }

  private static IllegalArgumentException unreadable(String text, Throwable cause) {
    return new IllegalArgumentException(
        "'" + text + "' are no angles: give FROM:TO:STEP, such as 0:360:5, or a list, such as 0,45",
        cause);
  }

  /** Counts in decimal, so that 0:1:0.1 holds 0.3 and not 0.30000000000000004. */
  private static Angles range(BigDecimal from, BigDecimal to, BigDecimal step) {
    if (step.signum() <= 0 || from.compareTo(to) > 0) {
      throw new IllegalArgumentException(
          "no angles go from "
              + from.toPlainString()
              + " up to "
              + to.toPlainString()
              + " in steps of "
              + step.toPlainString()
              + ": give a positive step and an end that is not below the start");
    }
    if (to.subtract(from).doubleValue() / step.doubleValue() > MOST) {
      throw new IllegalArgumentException(
          "steps of "
              + step.toPlainString()
              + " make too many angles: give a step for at most "
              + MOST);
    }
    List<Double> all = new ArrayList<>();
    for (BigDecimal angle = from; angle.compareTo(to) <= 0; angle = angle.add(step)) {
      all.add(angle.doubleValue());
    }
    return new Angles(all);
  }

  /**
   * These angles and, between the least and the greatest of them, all those of a group's rotations.
   *
   * @param group a group on the plane
   * @return the angles, in ascending order
   */
  public Angles withRotationsOf(PointGroup group) {
    List<Double> all = new ArrayList<>(degrees);
    double least = degrees.stream().mapToDouble(d -> d).min().orElseThrow();
    double greatest = degrees.stream().mapToDouble(d -> d).max().orElseThrow();
    int rotations = OrientationAction.rotations(group).length;
    for (long k = (long) Math.ceil(least * rotations / 360); ; k++) {
      double own = 360.0 * k / rotations;
      if (own > greatest) {
        break;
      }
      if (all.stream().noneMatch(d -> Math.abs(d - own) < SAME)) {
        all.add(own);
      }
    }
    return new Angles(all.stream().sorted().toList());
  }

  /** An angle as a person writes it: 45, 22.5, 51.43. */
  static String format(double degrees) {
    String text = String.format(java.util.Locale.ROOT, "%.2f", degrees);
    return text.replaceAll("\\.?0+$", "");
  }
}
