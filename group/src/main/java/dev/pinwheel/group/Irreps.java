package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The real irreducible representations of a group, all orthogonal, one from each class of
 * equivalent ones.
 *
 * <ul>
 *   <li>C<sub>N</sub>: {@code irrep(j)} for j = 0 … ⌊N/2⌋. The element k acts by the rotation by
 *       2πjk/N, on R<sup>2</sup>; for j = 0 by 1 and for j = N/2 by (−1)<sup>k</sup>, on R. Those
 *       on R<sup>2</sup> are of complex type.
 *   <li>D<sub>N</sub>: {@code irrep(j,k)}, all of real type. On R: {@code irrep(0,0)} is trivial,
 *       {@code irrep(1,0)} has r ↦ 1, s ↦ −1, and for even N {@code irrep(j,N/2)} has r ↦ −1, s ↦
 *       (−1)<sup>j</sup>. On R<sup>2</sup>: {@code irrep(1,k)} for 0 &lt; k &lt; N/2 has r ↦ the
 *       rotation by 2πk/N, s ↦ diag(−1, 1); {@code irrep(1,1)} is the action on the plane.
 *   <li>The reflection of the line: {@code irrep(0)} is trivial, {@code irrep(1)} the sign; as C2.
 *   <li>O: {@code irrep(A1)}, {@code irrep(A2)}, {@code irrep(E)}, {@code irrep(T1)} (the action on
 *       R<sup>3</sup>), {@code irrep(T2)}. Oh: each of these with {@code g} (the inversion acts by
 *       1) or {@code u} (by −1); {@code irrep(T1u)} is the action on R<sup>3</sup>. All of real
 *       type.
 * </ul>
 *
 * <p>Groups with the Cayley table of C<sub>N</sub> or D<sub>N</sub> have the same irreps; other
 * groups are not supported. (Serre 1977, sections 5.1 to 5.3, 5.8 and 5.9.)
 */
public final class Irreps {

  private final FiniteGroup group;
  private final Map<String, Representation> byLabel;

  private Irreps(FiniteGroup group, Map<String, Representation> byLabel) {
    this.group = group;
    this.byLabel = byLabel;
  }

  /**
   * The irreps of a group.
   *
   * @param group a group with the table of C<sub>N</sub> or D<sub>N</sub>, or O, or Oh
   * @return its irreps
   * @throws IllegalArgumentException if the group is none of these
   */
  public static Irreps of(FiniteGroup group) {
    if (group.equals(PointGroup.cubeRotations()) || group.equals(PointGroup.cubeSymmetries())) {
      return new Irreps(group, CubeIrreps.of((PointGroup) group));
    }
    int order = group.order();
    if (order % 2 == 0 && !isCyclic(group) && group.hasTableOf(PlanarGroups.dihedral(order / 2))) {
      return new Irreps(group, PlanarIrreps.dihedral(group));
    }
    if (isCyclic(group)) {
      return new Irreps(group, PlanarIrreps.cyclic(group));
    }
    throw new IllegalArgumentException(
        "The irreps of "
            + group
            + " (order "
            + order
            + ") are not known; they are for O, Oh and groups with the table of C<N> or D<N>.");
  }

  /** C2, D1 and the reflection of the line have one table; of these, D1 is dihedral. */
  private static boolean isCyclic(FiniteGroup group) {
    boolean flipsPlane =
        group instanceof PointGroup points
            && group.order() == 2
            && points.dimension() == 2
            && points.matrix(1).determinant() < 0;
    return !flipsPlane
        && group.order() <= PointGroup.MAX_ORDER
        && group.hasTableOf(PlanarGroups.cyclic(group.order()));
  }

  /**
   * The group.
   *
   * @return G
   */
  public FiniteGroup group() {
    return group;
  }

  /**
   * All irreps; the trivial one comes first.
   *
   * @return the irreps, named {@code irrep(…)}
   */
  public List<Representation> all() {
    return List.copyOf(byLabel.values());
  }

  /**
   * The irrep with a label.
   *
   * @param label what stands in the parentheses of {@code irrep(…)}, such as {@code 1,0}; blanks do
   *     not count
   * @return the irrep
   * @throws IllegalArgumentException if the group has no such irrep; the message lists the labels
   */
  public Representation get(String label) {
    Representation irrep = byLabel.get(label.replace(" ", ""));
    if (irrep == null) {
      throw new IllegalArgumentException(
          "There is no irrep("
              + label
              + ") of "
              + group
              + "; give one of "
              + all().stream().map(Representation::name).collect(Collectors.joining(", "))
              + ".");
    }
    return irrep;
  }

  /**
   * How often each irrep is in a representation.
   *
   * @param rho a representation of this group
   * @return the multiplicities, in the order of {@link #all()}
   * @throws IllegalArgumentException if it is a representation of another group
   */
  public int[] multiplicities(Representation rho) {
    rho.requireGroup(group);
    return all().stream().mapToInt(irrep -> Characters.multiplicity(rho, irrep)).toArray();
  }

  /**
   * The direct sum of irreps that is equivalent to a representation.
   *
   * @param rho a representation of this group
   * @return the sum, such as {@code irrep(0) + irrep(1) + irrep(2)}
   * @throws IllegalArgumentException if it is a representation of another group
   */
  public Representation decompose(Representation rho) {
    int[] multiplicities = multiplicities(rho);
    List<Representation> parts = new ArrayList<>();
    for (int i = 0; i < multiplicities.length; i++) {
      for (int copy = 0; copy < multiplicities[i]; copy++) {
        parts.add(all().get(i));
      }
    }
    return Representation.directSum(parts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Irreps that && group.equals(that.group);
  }

  @Override
  public int hashCode() {
    return 31 + group.hashCode();
  }

  /** The names of all irreps. */
  @Override
  public String toString() {
    return group + ": " + byLabel.values();
  }
}
