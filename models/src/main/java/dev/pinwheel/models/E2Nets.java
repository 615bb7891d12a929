package dev.pinwheel.models;

/**
 * Large nets for rotated MNIST over sixteen rotations (Weiler &amp; Cesa, General E(2)-Equivariant
 * Steerable CNNs, 2019, section 3.1): six blocks of correlation, batch norm and ELU, 28 → 20 → 10 →
 * 5 → 1, the maximum over the group, two linear layers of 96 fields with batch norm, ELU and
 * dropout, and the classifier.
 *
 * <p>The net over D16 knows reflections in its first five blocks, where patterns are small, and
 * rotations alone in the last one. Its fields there are fewer by √2, so that each correlation has
 * about as many parameters. Exact under C4, the rotations on the grid.
 */
final class E2Nets {
  private static final String BLOCK =
      """
          {"layer": "@correlation@", "fields": @fields@, "kernel": @kernel@, "padding": @padding@},
          {"layer": "batchNorm"},
          {"layer": "elu"},
      """;

  private static final String POOL =
      """
          {"layer": "maxPool", "kernel": 2},
      """;

  private static final String RESTRICTION =
      """
          {"layer": "restriction", "to": "C16"},
      """;

  private static final String TEMPLATE =
      """
      {
        "name": "@name@",
        "description": "@description@",
        "source": "Weiler & Cesa, General E(2)-Equivariant Steerable CNNs, 2019, table 3",
        "images": {"channels": 1, "height": 28, "width": 28, "classes": 10},
        "group": "@group@",
        "kernels": "harmonic",
        "layers": [
      @blocks@\
          {"layer": "projection", "reduction": "max"},
          {"layer": "repeat", "times": 2, "layers": [
            {"layer": "linear", "fields": 96},
            {"layer": "batchNorm"},
            {"layer": "elu"},
            {"layer": "dropout", "probability": 0.3}
          ]},
          {"layer": "linear", "fields": "classes"}
        ]
      }
      """;

  private static final int[] KERNELS = {9, 7, 7, 7, 7, 5};
  private static final int LAST = KERNELS.length - 1;

  private E2Nets() {}

  /** Regular fields of C16 throughout. */
  static NetFile c16() {
    return net(
        "e2cnn-c16",
        "C16 throughout, 24 to 96 regular fields",
        "C16",
        "",
        new int[] {24, 32, 36, 36, 64, 96});
  }

  /** Regular fields of D16, of C16 in the last block. */
  static NetFile d16c16() {
    return net(
        "e2cnn-d16-c16",
        "D16 in the first five blocks, C16 in the last",
        "D16",
        RESTRICTION,
        new int[] {17, 23, 25, 25, 45, 96});
  }

  private static NetFile net(
      String name, String description, String group, String beforeLast, int[] fields) {
    StringBuilder blocks = new StringBuilder();
    for (int i = 0; i < fields.length; i++) {
      boolean ends = i == 0 || i == LAST;
      blocks
          .append(i == LAST ? beforeLast : "")
          .append(
              new NetTemplate(BLOCK)
                  .with("correlation", i == 0 ? "lifting" : "groupCorrelation")
                  .with("fields", fields[i])
                  .with("kernel", KERNELS[i])
                  .with("padding", ends ? 0 : KERNELS[i] / 2)
                  .text())
          .append(i == 1 || i == 3 ? POOL : "");
    }
    return new NetTemplate(TEMPLATE)
        .named(name)
        .with("description", description)
        .with("group", group)
        .with("blocks", blocks)
        .file();
  }
}
