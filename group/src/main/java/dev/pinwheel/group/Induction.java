package dev.pinwheel.group;

import java.util.Arrays;

/** The matrices of an induced representation. */
final class Induction {

  private final Cosets cosets;
  private final int[] elements;
  private final Representation sigma;

  Induction(Subgroup subgroup, Representation sigma) {
    this.cosets = Cosets.of(subgroup);
    this.elements = subgroup.elements();
    this.sigma = sigma;
  }

  Matrix matrix(int g) {
    FiniteGroup group = cosets.subgroup().parent();
    int block = sigma.degree();
    int n = cosets.count() * block;
    double[][] entries = new double[n][n];
    for (int c = 0; c < cosets.count(); c++) {
      int image = cosets.act(g, c);
      int moved = group.product(g, cosets.representative(c));
      int k = group.product(group.inverse(cosets.representative(image)), moved);
      Matrix matrix = sigma.matrix(Arrays.binarySearch(elements, k));
      for (int i = 0; i < block; i++) {
        for (int j = 0; j < block; j++) {
          entries[image * block + i][c * block + j] = matrix.get(i, j);
        }
      }
    }
    return Matrix.of(entries);
  }
}
