package dev.pinwheel.group;

/**
 * An element (t, h) of an affine group: x ↦ h·x + t.
 *
 * @param translation the translation t
 * @param point the element h of the point group
 */
public record AffineElement(Vector translation, int point) {

  /**
   * Whether two elements have the same h, and translations that agree within a tolerance.
   *
   * @param other an element
   * @param tolerance the greatest absolute difference of a coordinate
   * @return whether they are close
   */
  public boolean isCloseTo(AffineElement other, double tolerance) {
    return point == other.point && translation.isCloseTo(other.translation, tolerance);
  }

  /** The pair, such as {@code ([1.0, 0.0], 3)}. */
  @Override
  public String toString() {
    return "(" + translation + ", " + point + ")";
  }
}
