package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A real representation of a finite group: matrices ρ(g) with ρ(g')ρ(g) = ρ(g'g) and ρ(e) = 1.
 *
 * <p>Vectors transform as v ↦ ρ(g)v. Permutation representations on cosets (trivial, regular and
 * quotient) have exact entries: ρ(g) e<sub>c</sub> = e<sub>g·c</sub>, hence (ρ(g)v)[c] =
 * v[g<sup>-1</sup>·c]. New representations are made from old ones by {@link #directSum}, {@link
 * #tensor}, {@link #restrictedTo} and {@link #induced}.
 *
 * <p>Two representations are equal if their groups and all their matrices are, exactly; equivalent
 * ones have equal characters ({@link Characters}).
 *
 * <p>(The talk, "Mathematical Preliminary: Representation"; Serre 1977, chapters 1 to 3.)
 */
public final class Representation {

  private final FiniteGroup group;
  private final String name;
  private final int degree;
  private final IntFunction<Matrix> matrices;
  private final IntToDoubleFunction character;
  private final Cosets cosets;
  private final List<Representation> summands;

  private Representation(
      FiniteGroup group,
      String name,
      int degree,
      IntFunction<Matrix> matrices,
      IntToDoubleFunction character,
      Cosets cosets,
      List<Representation> summands) {
    this.group = group;
    this.name = name;
    this.degree = degree;
    this.matrices = matrices;
    this.character = character;
    this.cosets = cosets;
    this.summands = List.copyOf(summands);
  }

  /** Trusts that the matrices are a homomorphism; they are computed once. */
  static Representation trusted(String name, FiniteGroup group, IntFunction<Matrix> matrices) {
    List<Matrix> all = IntStream.range(0, group.order()).mapToObj(matrices).toList();
    return new Representation(
        group, name, all.get(0).rows(), all::get, g -> all.get(g).trace(), null, List.of());
  }

  private static Representation onCosets(String name, Cosets cosets) {
    int n = cosets.count();
    return new Representation(
        cosets.subgroup().parent(),
        name,
        n,
        g -> {
          int[] images = IntStream.range(0, n).map(c -> cosets.act(g, c)).toArray();
          return Matrix.generate(n, n, (i, j) -> i == images[j] ? 1 : 0);
        },
        g -> IntStream.range(0, n).filter(c -> cosets.act(g, c) == c).count(),
        cosets,
        List.of());
  }

  /**
   * The representation by given matrices.
   *
   * @param name what {@link #name()} returns
   * @param group the group
   * @param matrices the matrix ρ(g) of each element
   * @return the representation
   * @throws IllegalArgumentException if ρ(g)ρ(h) = ρ(gh) fails by more than 1e-9 for some g and h,
   *     or ρ(e) is not 1
   */
  public static Representation of(String name, FiniteGroup group, IntFunction<Matrix> matrices) {
    HomomorphismCheck check = HomomorphismCheck.of(group, matrices, PointGroup.TOLERANCE);
    if (!check.holds()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no representation of " + group + ": " + check + "; correct it.");
    }
    return trusted(name, group, matrices);
  }

  /**
   * The trivial representation: ρ(g) = 1 on R.
   *
   * @param group the group
   * @return the representation {@code trivial}, of degree 1
   */
  public static Representation trivial(FiniteGroup group) {
    return onCosets("trivial", Cosets.of(Subgroup.whole(group)));
  }

  /**
   * The regular representation: the group permutes its own elements, ρ(g) e<sub>h</sub> =
   * e<sub>gh</sub>.
   *
   * @param group the group
   * @return the representation {@code regular}, of degree |G|
   */
  public static Representation regular(FiniteGroup group) {
    return onCosets("regular", Cosets.of(Subgroup.trivial(group)));
  }

  /**
   * The quotient representation: the group permutes the cosets of a subgroup, ρ(g) e<sub>hK</sub> =
   * e<sub>ghK</sub>. It is the representation that the trivial one of K induces.
   *
   * @param subgroup the subgroup K of G
   * @return the representation {@code quotient(K)} of G, of degree |G|/|K|
   */
  public static Representation quotient(Subgroup subgroup) {
    return onCosets("quotient(" + subgroup.name() + ")", Cosets.of(subgroup));
  }

  /**
   * The direct sum: ρ(g) is block-diagonal with the blocks of the parts, in order.
   *
   * @param parts one or more representations of one group
   * @return the sum; its name counts neighbours of one name, such as {@code 2 regular + trivial}
   * @throws IllegalArgumentException if there is no part or the groups differ
   */
  public static Representation directSum(List<Representation> parts) {
    return sum(DirectSumName.of(parts), parts);
  }

  static Representation sum(String name, List<Representation> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(
          "A direct sum of 0 representations has no group; give one or more.");
    }
    List<Representation> blocks = new ArrayList<>();
    for (Representation part : parts) {
      part.requireGroup(parts.get(0).group);
      blocks.addAll(part.summands());
    }
    return new Representation(
        parts.get(0).group,
        name,
        blocks.stream().mapToInt(Representation::degree).sum(),
        g -> Matrix.blockDiagonal(blocks.stream().map(b -> b.matrix(g)).toList()),
        g -> blocks.stream().mapToDouble(b -> b.character(g)).sum(),
        null,
        blocks);
  }

  /**
   * The representation that a string stands for, relative to a group.
   *
   * <ul>
   *   <li>{@code trivial}, {@code regular}
   *   <li>{@code quotient(C2)}: on the cosets of a subgroup, named as in {@link PointGroup#parse};
   *       or with its elements, {@code quotient({0,2})}
   *   <li>{@code irrep(1)} and, for D<sub>N</sub>, {@code irrep(1,0)}: see {@link Irreps}
   *   <li>sums of these with multiplicities: {@code 5 regular + 2 quotient(C8) + 4 trivial}
   * </ul>
   *
   * <p>Tensor products, restrictions and induced representations have names, but none that parses.
   *
   * @param group the group
   * @param text the string
   * @return the representation; its name is the text
   * @throws IllegalArgumentException if the text has none of these forms or does not fit the group
   */
  public static Representation parse(FiniteGroup group, String text) {
    return RepresentationNames.parse(group, text);
  }

  /**
   * This representation under another name.
   *
   * @param name what {@link #name()} returns
   * @return an equal representation
   */
  public Representation withName(String name) {
    return new Representation(group, name, degree, matrices, character, cosets, summands);
  }

  /**
   * The sum of copies of this representation.
   *
   * @param multiplicity the number of copies, at least 1
   * @return this ⊕ … ⊕ this
   * @throws IllegalArgumentException if the multiplicity is less than 1
   */
  public Representation times(int multiplicity) {
    if (multiplicity < 1) {
      throw new IllegalArgumentException(
          "There cannot be " + multiplicity + " copies of " + this + "; ask for 1 or more.");
    }
    return directSum(Collections.nCopies(multiplicity, this));
  }

  /**
   * The tensor product: (ρ ⊗ σ)(g) is the Kronecker product of ρ(g) and σ(g), so that characters
   * multiply.
   *
   * @param other a representation σ of the same group
   * @return this ⊗ σ
   * @throws IllegalArgumentException if the groups differ
   */
  public Representation tensor(Representation other) {
    other.requireGroup(group);
    return trusted(
        "(" + name + ") ⊗ (" + other.name + ")", group, g -> matrix(g).kronecker(other.matrix(g)));
  }

  /**
   * The restriction to a subgroup: the same matrices, for fewer elements.
   *
   * @param subgroup a subgroup K of this group
   * @return a representation of {@link Subgroup#asGroup() K as a group}
   * @throws IllegalArgumentException if K is a subgroup of another group
   */
  public Representation restrictedTo(Subgroup subgroup) {
    requireGroup(subgroup.parent());
    int[] elements = subgroup.elements();
    return trusted(
        "(" + name + ") on " + subgroup.name(), subgroup.asGroup(), k -> matrix(elements[k]));
  }

  /**
   * The representation that one of a subgroup induces: for the representative r<sub>c</sub> of each
   * coset, g·r<sub>c</sub> = r<sub>g·c</sub>·k with k in K, and ρ(g) maps block c to block g·c by
   * σ(k).
   *
   * @param subgroup a subgroup K of G
   * @param sigma a representation σ of {@link Subgroup#asGroup() K as a group}
   * @return the induced representation of G, of degree |G|/|K|·deg σ
   * @throws IllegalArgumentException if σ is a representation of another group
   */
  public static Representation induced(Subgroup subgroup, Representation sigma) {
    sigma.requireGroup(subgroup.asGroup());
    return trusted(
        "(" + sigma.name + ") induced from " + subgroup.name(),
        subgroup.parent(),
        new Induction(subgroup, sigma)::matrix);
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
   * The name, as it was given or typed.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The degree: the dimension of V.
   *
   * @return the number of rows of each matrix
   */
  public int degree() {
    return degree;
  }

  /**
   * The matrix of an element.
   *
   * @param g an element
   * @return ρ(g)
   * @throws IllegalArgumentException if g is not in the group
   */
  public Matrix matrix(int g) {
    return matrices.apply(group.requireElement(g));
  }

  /**
   * The character at an element.
   *
   * @param g an element
   * @return the trace of ρ(g)
   * @throws IllegalArgumentException if g is not in the group
   */
  public double character(int g) {
    return character.applyAsDouble(group.requireElement(g));
  }

  /**
   * The parts of a direct sum, each as often as its multiplicity, in order.
   *
   * @return the parts; for what was not made as a sum, only itself
   */
  public List<Representation> summands() {
    return summands.isEmpty() ? List.of(this) : summands;
  }

  /**
   * The cosets that this representation permutes, if it was made as trivial, regular or quotient.
   *
   * @return the cosets, one for each coordinate of V; empty for other representations
   */
  public Optional<Cosets> cosets() {
    return Optional.ofNullable(cosets);
  }

  /**
   * Whether every matrix is orthogonal: ρ(g)<sup>T</sup>ρ(g) = 1.
   *
   * @param tolerance the greatest error of an entry
   * @return whether all are
   */
  public boolean isOrthogonal(double tolerance) {
    Matrix one = Matrix.identity(degree);
    return IntStream.range(0, group.order())
        .mapToObj(this::matrix)
        .allMatch(m -> m.transpose().times(m).isCloseTo(one, tolerance));
  }

  /**
   * Whether ρ(g)ρ(h) = ρ(gh) for all g and h, and ρ(e) = 1. {@link HomomorphismCheck} says where
   * not.
   *
   * @param tolerance the greatest error of an entry
   * @return whether it holds
   */
  public boolean isHomomorphism(double tolerance) {
    return HomomorphismCheck.of(group, this::matrix, tolerance).holds();
  }

  void requireGroup(FiniteGroup expected) {
    if (!group.equals(expected)) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is a representation of "
              + group
              + ", not of "
              + expected
              + "; give one of "
              + expected
              + ".");
    }
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Representation that)
        || degree != that.degree
        || !group.equals(that.group)) {
      return false;
    }
    // The same cosets have the same matrices, which need not be written out then.
    return (cosets != null && cosets.equals(that.cosets))
        || IntStream.range(0, group.order()).allMatch(g -> matrix(g).equals(that.matrix(g)));
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + degree;
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
