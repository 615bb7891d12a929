package dev.pinwheel.group;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The closure of generating matrices under the product. */
final class Closure {

  /** Entries near these are set to them, so that errors do not grow with the length of products. */
  private static final double[] EXACT = {0, 1, -1, 0.5, -0.5};

  private final String name;
  private final List<Matrix> generators;
  private final List<Matrix> elements = new ArrayList<>();

  /** Element i > 0 was first met as elements[parent[i]]·generators[last[i]]. */
  private final List<Integer> parents = new ArrayList<>(List.of(0));

  private final List<Integer> lasts = new ArrayList<>(List.of(0));

  Closure(String name, List<Matrix> generators) {
    this.name = name;
    this.generators = generators.stream().map(Closure::exact).toList();
    check();
  }

  PointGroup group() {
    elements.add(Matrix.identity(generators.get(0).rows()));
    List<int[]> rightProducts = new ArrayList<>();
    for (int g = 0; g < elements.size(); g++) {
      int[] products = new int[generators.size()];
      for (int a = 0; a < products.length; a++) {
        products[a] = indexOrAdd(exact(elements.get(g).times(generators.get(a))), g, a);
      }
      rightProducts.add(products);
    }
    return new PointGroup(
        name,
        table(rightProducts),
        elements,
        IntStream.range(0, elements.size()).mapToObj(g -> g == 0 ? "e" : "g" + g).toList());
  }

  /** From products with generators to all products: g·(p·a) = (g·p)·a. */
  private int[][] table(List<int[]> rightProducts) {
    int[][] table = new int[elements.size()][elements.size()];
    for (int g = 0; g < table.length; g++) {
      table[g][0] = g;
      for (int h = 1; h < table.length; h++) {
        table[g][h] = rightProducts.get(table[g][parents.get(h)])[lasts.get(h)];
      }
    }
    return table;
  }

  private int indexOrAdd(Matrix product, int parent, int last) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).isCloseTo(product, PointGroup.TOLERANCE)) {
        return i;
      }
    }
    if (elements.size() == PointGroup.MAX_ORDER) {
      throw new IllegalArgumentException(
          "The generators "
              + generators
              + " of \""
              + name
              + "\" have more than "
              + PointGroup.MAX_ORDER
              + " products; give generators of a finite group of at most that order.");
    }
    elements.add(product);
    parents.add(parent);
    lasts.add(last);
    return elements.size() - 1;
  }

  private void check() {
    if (generators.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + name + "\" has no generators; give one or more, or use PointGroup.trivial(d).");
    }
    int size = generators.get(0).rows();
    for (Matrix generator : generators) {
      if (generator.rows() != size || generator.columns() != size || size == 0) {
        throw new IllegalArgumentException(
            "The generator "
                + generator
                + " of \""
                + name
                + "\" is "
                + generator.size()
                + "; give square matrices of one size, "
                + size
                + "x"
                + size
                + " like the first.");
      }
      double determinant = generator.determinant();
      if (!(Math.abs(Math.abs(determinant) - 1) <= PointGroup.TOLERANCE)) {
        String fault =
            determinant == 0 ? "is not invertible" : "has the determinant " + determinant;
        throw new IllegalArgumentException(
            "The generator "
                + generator
                + " of \""
                + name
                + "\" "
                + fault
                + "; in a finite group every determinant is 1 or -1.");
      }
    }
  }

  private static Matrix exact(Matrix matrix) {
    return Matrix.generate(matrix.rows(), matrix.columns(), (i, j) -> exact(matrix.get(i, j)));
  }

  private static double exact(double entry) {
    for (double candidate : EXACT) {
      if (Math.abs(entry - candidate) <= PointGroup.TOLERANCE) {
        return candidate;
      }
    }
    return entry;
  }
}
