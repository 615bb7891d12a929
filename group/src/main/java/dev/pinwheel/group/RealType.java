package dev.pinwheel.group;

/**
 * What commutes with a real irreducible representation: a copy of R, of C or of the quaternions.
 *
 * <p>(Serre 1977, section 13.2.)
 */
public enum RealType {
  /** Only multiples of the identity commute with it; it stays irreducible over C. */
  REAL(1),
  /** A copy of C commutes with it, as with the rotations of the plane. */
  COMPLEX(2),
  /** A copy of the quaternions commutes with it. */
  QUATERNIONIC(4);

  private final int endomorphismDimension;

  RealType(int endomorphismDimension) {
    this.endomorphismDimension = endomorphismDimension;
  }

  /**
   * The dimension of the space of matrices that commute with the representation, which is the inner
   * product of its character with itself.
   *
   * @return 1, 2 or 4
   */
  public int endomorphismDimension() {
    return endomorphismDimension;
  }

  /**
   * The type of a real irreducible representation.
   *
   * @param irrep the representation
   * @return its type
   * @throws IllegalArgumentException if the inner product of its character with itself is none of
   *     1, 2 and 4, so that it is reducible
   */
  public static RealType of(Representation irrep) {
    double norm = Characters.innerProduct(irrep, irrep);
    for (RealType type : values()) {
      if (Math.abs(norm - type.endomorphismDimension) < 1e-6) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + irrep
            + "\" of "
            + irrep.group()
            + " is reducible, since its character has the inner product "
            + norm
            + " with itself; give an irreducible representation.");
  }
}
