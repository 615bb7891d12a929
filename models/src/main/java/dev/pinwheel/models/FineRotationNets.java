package dev.pinwheel.models;

/**
 * Nets over more rotations than the four of the pixel grid, of P4CNN's size: at most 25,000
 * parameters for ten classes.
 *
 * <p>Six correlations, batch norm and a rectifier after each, then the maximum over the group, the
 * mean over pixels and a linear map; 28 → 22 → 22 → 11 → 11 → 11 → 5 → 5 → 1. The first kernel has
 * no padding, so that the border of the image, which a digit does not reach, is not made an edge;
 * those after it are padded to their radius. The second pooling overlaps, kernel 3 stride 2, as 11
 * is odd. Exact under the elements on the grid, C4 or D4.
 */
final class FineRotationNets {
  private static final String BLOCK =
      """
            {"layer": "groupCorrelation", "fields": @fields@, "kernel": 5, "padding": 2},
            {"layer": "batchNorm"},
            {"layer": "relu"}
      """;

  private static final String TEMPLATE =
      """
      {
        "name": "@name@",
        "description": "@description@",
        "source": "Pinwheel; correlations over C_N and D_N as in Weiler & Cesa, General \
      E(2)-Equivariant Steerable CNNs, 2019",
        "images": {"channels": 1, "height": 28, "width": 28, "classes": 10},
        "group": "@group@",
        "kernels": "harmonic",
        "layers": [
          {"layer": "lifting", "fields": @fields@, "kernel": 7},
          {"layer": "batchNorm"},
          {"layer": "relu"},
          {"layer": "repeat", "times": 1, "layers": [
      @block@\
          ]},
          {"layer": "maxPool", "kernel": 2},
          {"layer": "repeat", "times": 2, "layers": [
      @block@\
          ]},
          {"layer": "maxPool", "kernel": 3, "stride": 2},
          {"layer": "repeat", "times": 1, "layers": [
      @block@\
          ]},
          {"layer": "groupCorrelation", "fields": @fields@, "kernel": 5},
          {"layer": "batchNorm"},
          {"layer": "relu"},
          {"layer": "invariantHead", "fields": "classes"}
        ]
      }
      """;

  private FineRotationNets() {}

  /** Eight rotations. */
  static NetFile c8cnn() {
    return net("c8cnn", "8 rotations in p4cnn's size, exact over C4 of C8", "C8", 7);
  }

  /** Sixteen rotations. */
  static NetFile c16cnn() {
    return net("c16cnn", "16 rotations in p4cnn's size, exact over C4 of C16", "C16", 5);
  }

  /** Eight rotations and as many reflections. */
  static NetFile d8cnn() {
    return net(
        "d8cnn", "8 rotations and 8 reflections in p4cnn's size, exact over D4 of D8", "D8", 5);
  }

  private static NetFile net(String name, String description, String group, int fields) {
    return new NetTemplate(TEMPLATE)
        .named(name)
        .with("description", description)
        .with("group", group)
        .with("block", BLOCK)
        .with("fields", fields)
        .file();
  }
}
