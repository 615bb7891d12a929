package dev.pinwheel.report.picture;

import java.awt.Color;
import java.util.List;

/**
 * The colours of a plot: for readers in the light, and in the dark.
 *
 * @param background behind everything
 * @param text of the axes
 * @param grid fine lines
 * @param lines that the colour-blind can tell apart (M. Okabe and K. Ito's)
 * @param ramp from nothing to everything
 */
record Shade(Color background, Color text, Color grid, List<Color> lines, List<Color> ramp) {
  /** Dark lines on white. */
  static final Shade LIGHT =
      new Shade(
          new Color(0xFFFFFF),
          new Color(0x1F2328),
          new Color(0xD8DEE4),
          List.of(new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73)),
          List.of(
              new Color(0xFFFFFF), new Color(0x9EC9E2), new Color(0x0072B2), new Color(0x08306B)));

  /** Bright lines on near black. */
  static final Shade DARK =
      new Shade(
          new Color(0x161B22),
          new Color(0xE6EDF3),
          new Color(0x30363D),
          List.of(new Color(0x56B4E9), new Color(0xE69F00), new Color(0x2BD4A0)),
          List.of(
              new Color(0x161B22), new Color(0x1B5E86), new Color(0x56B4E9), new Color(0xE3F3FC)));

  Shade {
    lines = List.copyOf(lines);
    ramp = List.copyOf(ramp);
  }

  Color line(int number) {
    return lines.get(number % lines.size());
  }
}
