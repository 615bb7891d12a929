package dev.pinwheel.data.augment;

/**
 * An affine map of an image, kept as the way back: output(x, y) = input(xx·x + xy·y + dx, yx·x +
 * yy·y + dy).
 *
 * <p>Points are relative to the centre of the pixel grid, x to the right, y upwards, in pixels.
 *
 * @param xx how the source's x grows with x
 * @param xy how the source's x grows with y
 * @param dx the source's x for the centre
 * @param yx how the source's y grows with x
 * @param yy how the source's y grows with y
 * @param dy the source's y for the centre
 */
public record AffineMap(double xx, double xy, double dx, double yx, double yy, double dy)
    implements PointMap {
  private static final AffineMap IDENTITY = new AffineMap(1, 0, 0, 0, 1, 0);

  /**
   * Returns the map that changes nothing.
   *
   * @return the identity
   */
  public static AffineMap identity() {
    return IDENTITY;
  }

  /**
   * Turns an image counter-clockwise about its centre: output(p) = input(R(−θ) p). The same on
   * every machine ({@link StrictMath}); exact for multiples of 90°.
   *
   * @param degrees the angle θ
   * @return the rotation
   */
  public static AffineMap rotation(double degrees) {
    double turned = degrees % 360;
    if (turned % 90 == 0) {
      int quarters = Math.floorMod((int) (turned / 90), 4);
      int cosine = quarters % 2 == 0 ? 1 - quarters : 0;
      int sine = quarters % 2 == 1 ? 2 - quarters : 0;
      return rotation(cosine, sine);
    }
    double radians = StrictMath.toRadians(turned);
    return rotation(StrictMath.cos(radians), StrictMath.sin(radians));
  }

  /**
   * Turns an image counter-clockwise about its centre by an angle in radians, without any special
   * case.
   *
   * @param radians the angle θ
   * @return the rotation, with {@code StrictMath.cos} and {@code StrictMath.sin} of the angle
   */
  public static AffineMap rotationByRadians(double radians) {
    return rotation(StrictMath.cos(radians), StrictMath.sin(radians));
  }

  private static AffineMap rotation(double cosine, double sine) {
    return new AffineMap(cosine, sine, 0, -sine, cosine, 0);
  }

  /**
   * Mirrors an image.
   *
   * @param flip which sides change places
   * @return the mirroring
   */
  public static AffineMap flip(Flip flip) {
    return flip == Flip.HORIZONTAL
        ? new AffineMap(-1, 0, 0, 0, 1, 0)
        : new AffineMap(1, 0, 0, 0, -1, 0);
  }

  /**
   * Moves an image's content.
   *
   * @param right by how many pixels to the right
   * @param up by how many pixels upwards
   * @return the translation
   */
  public static AffineMap translation(double right, double up) {
    return new AffineMap(1, 0, -right, 0, 1, -up);
  }

  /**
   * Makes an image's content larger or smaller, about its centre.
   *
   * @param right the factor along x, not 0
   * @param up the factor along y, not 0
   * @return the scaling
   */
  public static AffineMap scaling(double right, double up) {
    return new AffineMap(1 / right, 0, 0, 0, 1 / up, 0);
  }

  /**
   * Slants an image, about its centre: content at height y moves to the right by tan(angle)·y.
   *
   * @param degrees the angle by which upright lines lean to the right, between −90 and 90
   * @return the shear, the same on every machine ({@link StrictMath})
   */
  public static AffineMap shear(double degrees) {
    return new AffineMap(1, -StrictMath.tan(StrictMath.toRadians(degrees)), 0, 0, 1, 0);
  }

  /**
   * Composes two maps of images.
   *
   * @param next what is done after this
   * @return the one map with the same effect on an unbounded image: its way back goes through
   *     next's and then this one's
   */
  public AffineMap then(AffineMap next) {
    return new AffineMap(
        xx * next.xx + xy * next.yx,
        xx * next.xy + xy * next.yy,
        xx * next.dx + xy * next.dy + dx,
        yx * next.xx + yy * next.yx,
        yx * next.xy + yy * next.yy,
        yx * next.dx + yy * next.dy + dy);
  }

  /**
   * Tells where an output point's value comes from.
   *
   * @param x the output point's x
   * @param y its y
   * @return {@code xx·x + xy·y + dx}, evaluated from the left
   */
  public double sourceX(double x, double y) {
    return xx * x + xy * y + dx;
  }

  /**
   * Tells where an output point's value comes from.
   *
   * @param x the output point's x
   * @param y its y
   * @return {@code yx·x + yy·y + dy}, evaluated from the left
   */
  public double sourceY(double x, double y) {
    return yx * x + yy * y + dy;
  }

  @Override
  public void toSource(double[] point) {
    double x = point[0];
    double y = point[1];
    point[0] = sourceX(x, y);
    point[1] = sourceY(x, y);
  }
}
