package dev.pinwheel.group;

/**
 * Inner products of characters, χ(g) = tr ρ(g).
 *
 * <p>(Serre 1977, sections 2.2 and 2.3.)
 */
public final class Characters {

  private Characters() {}

  /**
   * The inner product ⟨ρ, σ⟩ = 1/|G| Σ<sub>g</sub> χ<sub>ρ</sub>(g) χ<sub>σ</sub>(g) of real
   * characters. It is the dimension of the space of matrices M with Mρ(g) = σ(g)M for all g.
   *
   * @param rho a representation
   * @param sigma a representation of the same group
   * @return the inner product, a whole number up to rounding
   * @throws IllegalArgumentException if the groups differ
   */
  public static double innerProduct(Representation rho, Representation sigma) {
    sigma.requireGroup(rho.group());
    double sum = 0;
    for (int g = 0; g < rho.group().order(); g++) {
      sum += rho.character(g) * sigma.character(g);
    }
    return sum / rho.group().order();
  }

  /**
   * How often a real irreducible representation is in another one: ⟨ρ, ψ⟩/⟨ψ, ψ⟩.
   *
   * @param rho a representation
   * @param irrep an irreducible representation ψ of the same group
   * @return the multiplicity
   * @throws IllegalArgumentException if the groups differ or ψ is reducible
   */
  public static int multiplicity(Representation rho, Representation irrep) {
    double product = innerProduct(rho, irrep);
    return (int) Math.round(product / RealType.of(irrep).endomorphismDimension());
  }

  /**
   * Whether two representations are equivalent: whether an invertible M has Mρ(g) = σ(g)M for all
   * g. That is so exactly if the characters are equal.
   *
   * @param rho a representation
   * @param sigma a representation of the same group
   * @return whether the characters agree within 1e-6
   * @throws IllegalArgumentException if the groups differ
   */
  public static boolean areEquivalent(Representation rho, Representation sigma) {
    sigma.requireGroup(rho.group());
    for (int g = 0; g < rho.group().order(); g++) {
      if (!(Math.abs(rho.character(g) - sigma.character(g)) < 1e-6)) {
        return false;
      }
    }
    return true;
  }
}
