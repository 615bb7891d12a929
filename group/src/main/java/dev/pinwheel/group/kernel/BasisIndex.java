package dev.pinwheel.group.kernel;

/** Numbers of elements and functions, checked. */
final class BasisIndex {
  private BasisIndex() {}

  static void check(KernelBasis basis, int h, int function) {
    int order = basis.group().order();
    if (h < 0 || h >= order || function < 0 || function >= basis.functions()) {
      throw new IllegalArgumentException(
          "There is no function "
              + function
              + " turned by element "
              + h
              + " in this basis; give a function of 0.."
              + (basis.functions() - 1)
              + " and an element of 0.."
              + (order - 1)
              + ".");
    }
  }
}
