package dev.pinwheel.group;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The groups over which the axioms and laws are tested. */
final class TestGroups {

  private TestGroups() {}

  /** C1..C16 and D1..D12. */
  static Stream<PointGroup> planar() {
    return Stream.concat(
        IntStream.rangeClosed(1, 16).mapToObj(PointGroup::cyclic),
        IntStream.rangeClosed(1, 12).mapToObj(PointGroup::dihedral));
  }

  /** The planar groups, those of the line and of the cube. */
  static Stream<PointGroup> named() {
    return Stream.concat(
        planar(),
        Stream.of(
            PointGroup.trivial(1),
            PointGroup.trivial(3),
            PointGroup.reflection(),
            PointGroup.cubeRotations(),
            PointGroup.cubeSymmetries()));
  }

  /** The named groups and some that have no name. */
  static Stream<PointGroup> all() {
    return Stream.concat(
        named(), Stream.of(tetrahedral(), icosahedral(), quaternions(), obliqueHexagonal()));
  }

  /** The rotations of the tetrahedron. */
  static PointGroup tetrahedral() {
    return PointGroup.generate("T", cycle(), Matrix.diagonal(1, -1, -1));
  }

  /** The rotations of the icosahedron, with the golden ratio in their matrices. */
  static PointGroup icosahedral() {
    double phi = (1 + Math.sqrt(5)) / 2;
    Matrix fifth =
        Matrix.of(
                new double[] {1, -phi, phi - 1},
                new double[] {phi, phi - 1, -1},
                new double[] {phi - 1, 1, phi})
            .times(0.5);
    return PointGroup.generate("I", cycle(), fifth);
  }

  /** The eight quaternions ±1, ±i, ±j, ±k, acting on the quaternions from the left. */
  static PointGroup quaternions() {
    Matrix i =
        Matrix.of(
            new double[] {0, -1, 0, 0},
            new double[] {1, 0, 0, 0},
            new double[] {0, 0, 0, -1},
            new double[] {0, 0, 1, 0});
    Matrix j =
        Matrix.of(
            new double[] {0, 0, -1, 0},
            new double[] {0, 0, 0, 1},
            new double[] {1, 0, 0, 0},
            new double[] {0, -1, 0, 0});
    return PointGroup.generate("Q8", i, j);
  }

  /** C6 in the basis of a hexagonal lattice: its matrices are integers and not orthogonal. */
  static PointGroup obliqueHexagonal() {
    return PointGroup.generate("hex", Matrix.of(new double[] {0, -1}, new double[] {1, 1}));
  }

  private static Matrix cycle() {
    return Matrix.of(new double[] {0, 0, 1}, new double[] {1, 0, 0}, new double[] {0, 1, 0});
  }
}
