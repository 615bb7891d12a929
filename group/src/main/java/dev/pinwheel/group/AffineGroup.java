package dev.pinwheel.group;

/**
 * The affine group R<sup>d</sup> ⋊ H of the translations and a point group H: (t, h)(t', h') = (t +
 * h·t', hh'), e = (0, e), (t, h)<sup>-1</sup> = (−h<sup>-1</sup>·t, h<sup>-1</sup>), and (t, h)·x =
 * h·x + t.
 *
 * <p>With C<sub>N</sub> it is SE(2) with a circle of N angles; with D<sub>N</sub> it is E(2)
 * likewise. (The talk, "Regular Group CNN and SE(2) Equivariance: More Intuition", where it is
 * Aff(H).)
 */
public final class AffineGroup implements Group<AffineElement> {

  private final PointGroup pointGroup;
  private final TranslationGroup translations;

  private AffineGroup(PointGroup pointGroup) {
    this.pointGroup = pointGroup;
    this.translations = new TranslationGroup(pointGroup.dimension());
  }

  /**
   * The affine group of a point group.
   *
   * @param pointGroup the point group H
   * @return R<sup>d</sup> ⋊ H
   */
  public static AffineGroup of(PointGroup pointGroup) {
    return new AffineGroup(pointGroup);
  }

  /**
   * The point group.
   *
   * @return H
   */
  public PointGroup pointGroup() {
    return pointGroup;
  }

  /**
   * The translations.
   *
   * @return R<sup>d</sup>
   */
  public TranslationGroup translations() {
    return translations;
  }

  /**
   * The element (t, h).
   *
   * @param h an element of H
   * @param translation the coordinates of t
   * @return (t, h)
   * @throws IllegalArgumentException if h is not in H or t is not in R<sup>d</sup>
   */
  public AffineElement element(int h, double... translation) {
    return require(new AffineElement(Vector.of(translation), h));
  }

  @Override
  public AffineElement identity() {
    return new AffineElement(translations.identity(), 0);
  }

  @Override
  public AffineElement product(AffineElement g, AffineElement h) {
    require(h);
    return new AffineElement(act(g, h.translation()), pointGroup.product(g.point(), h.point()));
  }

  @Override
  public AffineElement inverse(AffineElement g) {
    int inverse = pointGroup.inverse(require(g).point());
    return new AffineElement(pointGroup.matrix(inverse).apply(g.translation()).negate(), inverse);
  }

  /**
   * The action on a point: (t, h)·x = h·x + t.
   *
   * @param g an element (t, h)
   * @param x a point
   * @return g·x
   * @throws IllegalArgumentException if g is not in this group or x is not in R<sup>d</sup>
   */
  public Vector act(AffineElement g, Vector x) {
    return pointGroup.matrix(require(g).point()).apply(x).plus(g.translation());
  }

  /**
   * The matrix of an element in homogeneous coordinates: it maps the column (x, 1) to (g·x, 1).
   *
   * @param g an element (t, h)
   * @return the matrix with the blocks h, t, 0 and 1, of size d + 1
   * @throws IllegalArgumentException if g is not in this group
   */
  public Matrix matrix(AffineElement g) {
    Matrix h = pointGroup.matrix(require(g).point());
    int d = h.rows();
    return Matrix.generate(
        d + 1,
        d + 1,
        (i, j) -> {
          if (i == d) {
            return j == d ? 1 : 0;
          }
          return j == d ? g.translation().get(i) : h.get(i, j);
        });
  }

  /**
   * The left-regular representation: (L<sub>g</sub> f)(x) = f(g<sup>-1</sup>·x) =
   * f(h<sup>-1</sup>·(x − t)). (The talk, "Mathematical Preliminary: Representation", example II.)
   *
   * @param g an element (t, h)
   * @param f a function
   * @return L<sub>g</sub> f
   * @throws IllegalArgumentException if g is not in this group
   */
  public ScalarField leftRegular(AffineElement g, ScalarField f) {
    AffineElement inverse = inverse(g);
    return x -> f.at(act(inverse, x));
  }

  private AffineElement require(AffineElement g) {
    pointGroup.requireElement(g.point());
    int dimension = pointGroup.dimension();
    if (g.translation().dimension() != dimension) {
      throw new IllegalArgumentException(
          g + " is not in " + this + "; give " + dimension + " coordinates for the translation.");
    }
    return g;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AffineGroup that && pointGroup.equals(that.pointGroup);
  }

  @Override
  public int hashCode() {
    return 31 + pointGroup.hashCode();
  }

  /** The product, such as {@code R^2 ⋊ C4}. */
  @Override
  public String toString() {
    return "R^" + pointGroup.dimension() + " ⋊ " + pointGroup;
  }
}
