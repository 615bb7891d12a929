package dev.pinwheel.group;

/** The symmetries of the cube, made once. */
final class CubeGroups {

  private static final Matrix TURN_ABOUT_Z =
      Matrix.of(new double[] {0, -1, 0}, new double[] {1, 0, 0}, new double[] {0, 0, 1});
  private static final Matrix TURN_ABOUT_X =
      Matrix.of(new double[] {1, 0, 0}, new double[] {0, 0, -1}, new double[] {0, 1, 0});
  private static final Matrix INVERSION = Matrix.diagonal(-1, -1, -1);

  static final PointGroup ROTATIONS = PointGroup.generate("O", TURN_ABOUT_Z, TURN_ABOUT_X);
  static final PointGroup SYMMETRIES =
      PointGroup.generate("Oh", TURN_ABOUT_Z, TURN_ABOUT_X, INVERSION);

  private CubeGroups() {}
}
