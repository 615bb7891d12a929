package dev.pinwheel.group;

/**
 * The translations of R<sup>d</sup>: t·t' = t + t', e = 0, t<sup>-1</sup> = −t, and t·x = x + t.
 *
 * <p>(The talk, "Mathematical Preliminary: Group".)
 *
 * @param dimension the dimension d
 */
public record TranslationGroup(int dimension) implements Group<Vector> {

  /**
   * Checks the dimension.
   *
   * @param dimension the dimension d
   * @throws IllegalArgumentException if it is less than 1
   */
  public TranslationGroup {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "There are no translations of R^" + dimension + "; give a dimension of 1 or more.");
    }
  }

  @Override
  public Vector identity() {
    return Vector.zero(dimension);
  }

  @Override
  public Vector product(Vector g, Vector h) {
    return require(g).plus(require(h));
  }

  @Override
  public Vector inverse(Vector g) {
    return require(g).negate();
  }

  /**
   * The action on a point.
   *
   * @param t a translation
   * @param x a point
   * @return x + t
   * @throws IllegalArgumentException if either is not in R<sup>d</sup>
   */
  public Vector act(Vector t, Vector x) {
    return require(t).plus(require(x));
  }

  /**
   * The left-regular representation: (L<sub>t</sub> f)(x) = f(x − t). (The talk, "Mathematical
   * Preliminary: Representation", example I.)
   *
   * @param t a translation
   * @param f a function
   * @return L<sub>t</sub> f
   * @throws IllegalArgumentException if t is not in R<sup>d</sup>
   */
  public ScalarField leftRegular(Vector t, ScalarField f) {
    Vector inverse = inverse(t);
    return x -> f.at(act(inverse, x));
  }

  private Vector require(Vector vector) {
    if (vector.dimension() != dimension) {
      throw new IllegalArgumentException(
          vector + " is not in R^" + dimension + "; give " + dimension + " coordinates.");
    }
    return vector;
  }
}
