package dev.pinwheel.group;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A finite group H with its faithful action on R<sup>d</sup> by matrices: h·x is {@link
 * #matrix(int) matrix(h)} times the column x.
 *
 * <p>Two point groups are equal if their tables and matrices are; names do not count, so p4m equals
 * D4. A name prints back as it was typed.
 *
 * <p>See "Mathematical Preliminary: Representation" of the talk for group actions, and Cohen and
 * Welling (2016), sections 4.1 to 4.3, for p4 and p4m.
 */
public final class PointGroup extends FiniteGroup {

  /** The greatest order that {@link #generate} and {@link #parse} accept. */
  public static final int MAX_ORDER = 1024;

  /** Matrices closer than this are the same element. */
  static final double TOLERANCE = 1e-9;

  private final int dimension;
  private final List<Matrix> matrices;
  private final List<String> elementNames;

  PointGroup(String name, int[][] table, List<Matrix> matrices, List<String> elementNames) {
    super(name, table);
    this.dimension = matrices.get(0).rows();
    this.matrices = List.copyOf(matrices);
    this.elementNames = List.copyOf(elementNames);
  }

  private PointGroup(String name, PointGroup other) {
    super(name, other);
    this.dimension = other.dimension;
    this.matrices = other.matrices;
    this.elementNames = other.elementNames;
  }

  /**
   * The rotations of the plane by multiples of 2π/N.
   *
   * @param n the number N of rotations
   * @return C<sub>N</sub>, of order N; element k is the rotation by 2πk/N
   * @throws IllegalArgumentException if N is not in 1 … {@value #MAX_ORDER}
   */
  public static PointGroup cyclic(int n) {
    return PlanarGroups.cyclic(n);
  }

  /**
   * The rotations of the plane by multiples of 2π/N, and the reflections that they make with the
   * flip of left and right.
   *
   * @param n the number N of rotations
   * @return D<sub>N</sub>, of order 2N; element eN + k is r<sup>k</sup>s<sup>e</sup>
   * @throws IllegalArgumentException if N is not in 1 … {@value #MAX_ORDER}/2
   */
  public static PointGroup dihedral(int n) {
    return PlanarGroups.dihedral(n);
  }

  /**
   * The group that has only the identity.
   *
   * @param dimension the dimension d of the space, at least 1
   * @return the trivial group on R<sup>d</sup>, named {@code trivial(d)}
   * @throws IllegalArgumentException if the dimension is less than 1
   */
  public static PointGroup trivial(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException(
          "A group cannot act on R^" + dimension + "; give a dimension of 1 or more.");
    }
    return new PointGroup(
        "trivial(" + dimension + ")",
        new int[][] {{0}},
        List.of(Matrix.identity(dimension)),
        List.of("e"));
  }

  /**
   * The reflection of the line, x ↦ −x.
   *
   * @return the group {e, s} on R<sup>1</sup>, named {@code reflection}
   */
  public static PointGroup reflection() {
    return new PointGroup(
        "reflection",
        new int[][] {{0, 1}, {1, 0}},
        List.of(Matrix.identity(1), Matrix.diagonal(-1)),
        List.of("e", "s"));
  }

  /**
   * The rotations of the cube.
   *
   * @return O, of order 24: the signed permutation matrices of determinant 1
   */
  public static PointGroup cubeRotations() {
    return CubeGroups.ROTATIONS;
  }

  /**
   * The rotations and reflections of the cube.
   *
   * @return Oh, of order 48: all signed permutation matrices
   */
  public static PointGroup cubeSymmetries() {
    return CubeGroups.SYMMETRIES;
  }

  /**
   * The group that matrices generate: all their products.
   *
   * <p>Elements are numbered in the order in which products of more and more generators reach them;
   * entries within 1e-9 of 0, ±1/2 or ±1 are set to it.
   *
   * @param name what {@link #name()} returns
   * @param generators at least one matrix; all square, of one size, with finite entries
   * @return the group
   * @throws IllegalArgumentException if there is no generator, if sizes differ, if a generator has
   *     a determinant other than ±1, or if there are more than {@value #MAX_ORDER} products
   */
  public static PointGroup generate(String name, Matrix... generators) {
    return new Closure(name, List.of(generators)).group();
  }

  /**
   * The group with a given name.
   *
   * <ul>
   *   <li>{@code C4}, {@code D4}: cyclic and dihedral groups of the plane, any N from 1
   *   <li>{@code p1}, {@code p2}, {@code p4}: C1, C2, C4; {@code pm}: D1; {@code p2m}, {@code
   *       p2mm}: D2; {@code p4m}, {@code p4mm}: D4 (names of the wallpaper groups whose point
   *       groups they are)
   *   <li>{@code O}, {@code Oh}: the rotations, and all symmetries, of the cube
   *   <li>{@code reflection}: x ↦ −x on the line
   *   <li>{@code trivial(1)}, {@code trivial(2)}, {@code trivial(3)} and so on: only the identity
   * </ul>
   *
   * @param text one of these names, in this case, without blanks
   * @return the group; its name is the text
   * @throws IllegalArgumentException if the name is unknown (the message suggests the nearest one
   *     and lists the forms) or stands for a group of more than {@value #MAX_ORDER} elements
   */
  public static PointGroup parse(String text) {
    return PointGroupNames.parse(text).withName(text);
  }

  /**
   * This group under another name.
   *
   * @param name what {@link #name()} returns
   * @return an equal group
   */
  public PointGroup withName(String name) {
    return new PointGroup(name, this);
  }

  /**
   * This group on a space of more coordinates, of which it moves the first d and leaves the others
   * alone: the matrix of g is followed by ones on the diagonal.
   *
   * @param dimension the dimension of the space, at least d
   * @return a group of the same name and elements; this one if the dimension is d
   * @throws IllegalArgumentException if the dimension is less than d
   */
  public PointGroup extendedTo(int dimension) {
    if (dimension < this.dimension) {
      throw new IllegalArgumentException(
          this
              + " acts on R^"
              + this.dimension
              + " and not on R^"
              + dimension
              + "; give "
              + this.dimension
              + " or more.");
    }
    if (dimension == this.dimension) {
      return this;
    }
    Matrix rest = Matrix.identity(dimension - this.dimension);
    return new PointGroup(
        name(),
        cayleyTable(),
        matrices.stream().map(m -> m.directSum(rest)).toList(),
        elementNames);
  }

  /**
   * This group on its first coordinates, if it leaves the others alone: undoes {@link #extendedTo}.
   *
   * @param dimension how many coordinates stay, from 1 to the dimension of this group
   * @return a group of the same name and elements
   * @throws IllegalArgumentException if there is no such number of coordinates, or the group moves
   *     one of the others
   */
  public PointGroup reducedTo(int dimension) {
    if (dimension >= 1 && dimension <= this.dimension) {
      List<Matrix> small =
          matrices.stream().map(m -> Matrix.generate(dimension, dimension, m::get)).toList();
      PointGroup reduced = new PointGroup(name(), cayleyTable(), small, elementNames);
      if (reduced.extendedTo(this.dimension).equals(this)) {
        return reduced;
      }
    }
    throw new IllegalArgumentException(
        this
            + " on R^"
            + this.dimension
            + " is no group on R^"
            + dimension
            + " that leaves further coordinates alone; give one that extendedTo made.");
  }

  /**
   * The dimension of the space on which this group acts.
   *
   * @return d
   */
  public int dimension() {
    return dimension;
  }

  /**
   * The matrix of an element.
   *
   * @param g an element
   * @return a d×d matrix; that of g·h is the product of those of g and h, up to rounding
   * @throws IllegalArgumentException if g is not in 0 … order − 1
   */
  public Matrix matrix(int g) {
    return matrices.get(requireElement(g));
  }

  /**
   * The element with a given matrix.
   *
   * @param matrix a matrix
   * @return the element whose entries all lie within 1e-9 of those of the matrix, or empty
   */
  public OptionalInt indexOf(Matrix matrix) {
    return IntStream.range(0, order())
        .filter(g -> matrices.get(g).isCloseTo(matrix, TOLERANCE))
        .findFirst();
  }

  /**
   * Whether every element permutes the axes and turns them round: only such groups act on the
   * pixels of a square or cubic grid, exactly. In the plane these are C1, C2, C4, D1, D2, D4 and
   * their subgroups.
   *
   * @return whether all matrices are signed permutations
   */
  public boolean preservesGrid() {
    return matrices.stream().allMatch(Matrix::isSignedPermutation);
  }

  /**
   * The elements that permute the axes and turn them round, which is all that maps the pixels of a
   * square or cubic grid onto themselves: C4 of C8 and C16, D4 of D8, C2 of C6, {e} of C3.
   *
   * @return the largest subgroup that {@link #preservesGrid preserves the grid}; named as {@link
   *     #parse} would where it has such a name, and like this group if it is all of it
   */
  public Subgroup gridSubgroup() {
    return GridSubgroup.of(this);
  }

  /**
   * A short name of an element.
   *
   * @param g an element
   * @return "e" for the identity; angles in degrees and s for the flip in C<sub>N</sub> and
   *     D<sub>N</sub>, such as "r90" or "r90·s"; else "g" and the number
   * @throws IllegalArgumentException if g is not in 0 … order − 1
   */
  @Override
  public String elementName(int g) {
    return elementNames.get(requireElement(g));
  }

  /** The group of some of the elements, which are closed under the product. */
  PointGroup restrictedTo(String name, int[] elements) {
    int[][] table =
        FiniteGroup.tabulate(
            name,
            elements.length,
            (i, j) -> Arrays.binarySearch(elements, product(elements[i], elements[j])));
    return new PointGroup(
        name,
        table,
        IntStream.of(elements).mapToObj(matrices::get).toList(),
        IntStream.of(elements).mapToObj(elementNames::get).toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointGroup that && hasTableOf(that) && matrices.equals(that.matrices);
  }

  @Override
  public int hashCode() {
    return 31 * super.hashCode() + matrices.hashCode();
  }
}
