package dev.pinwheel.nn.check.angle;

/**
 * The counter-clockwise rotation of the plane by an angle.
 *
 * <p>The angle is reduced to at most 45° before its sine is taken, so that multiples of 90° are
 * exact, and angles that differ by 90° have the same digits.
 *
 * @param cos the cosine
 * @param sin the sine
 */
record Turn(double cos, double sin) {
  private static final double QUARTER = 90;

  /**
   * The rotation by an angle.
   *
   * @throws IllegalArgumentException if the angle is not finite
   */
  static Turn of(double degrees) {
    if (!Double.isFinite(degrees)) {
      throw new IllegalArgumentException(
          "an angle of " + degrees + " degrees turns nothing: give a finite one");
    }
    double rest = Math.IEEEremainder(degrees, QUARTER);
    int quarters = Math.floorMod(Math.round((degrees - rest) / QUARTER), 4);
    double c = Math.cos(Math.toRadians(rest));
    double s = Math.sin(Math.toRadians(rest));
    return switch (quarters) {
      case 0 -> new Turn(c, s);
      case 1 -> new Turn(-s, c);
      case 2 -> new Turn(-c, -s);
      default -> new Turn(s, -c);
    };
  }

  /** The rotation back. */
  Turn inverse() {
    return new Turn(cos, -sin);
  }

  /** The first coordinate of the turned point. */
  double x(double x, double y) {
    return cos * x - sin * y;
  }

  /** The second coordinate of the turned point. */
  double y(double x, double y) {
    return sin * x + cos * y;
  }
}
