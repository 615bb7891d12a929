package dev.pinwheel.models;

/**
 * Nets over sixteen rotations whose correlations are separable, over the group and then over space:
 * for the same number of parameters they have eleven times as many pairs of fields.
 *
 * <p>A lifting with kernels of 9 pixels, in the largest one block on maps of 20×20, maximum
 * pooling, three blocks on 10×10 and two on 5×5, each of a separable correlation, batch norm, a
 * rectifier and dropout; 28 → 20 → 10 → 5 → 1; then the maximum over the group and a linear map.
 * Exact under C4, the rotations on the grid.
 */
final class SeparableNets {
  private static final String BLOCK =
      """
            {"layer": "separableCorrelation", "fields": @fields@, "kernel": 5, "padding": 2},
            {"layer": "batchNorm"},
            {"layer": "relu"},
            {"layer": "dropout", "probability": @dropout@}
      """;

  private static final String EARLY = BLOCK.replace("@fields@", "@lifted@") + ",";

  private static final String TEMPLATE =
      """
      {
        "name": "@name@",
        "description": "@description@",
        "source": "Pinwheel; separable as in Knigge, Romero & Bekkers, Exploiting Redundancy, 2022",
        "images": {"channels": 1, "height": 28, "width": 28, "classes": 10},
        "group": "C16",
        "kernels": "harmonic(decay=1.0)",
        "layers": [
          {"layer": "lifting", "fields": @lifted@, "kernel": 9},
          {"layer": "batchNorm"},
          {"layer": "relu"},
      @early@\
          {"layer": "maxPool", "kernel": 2},
          {"layer": "repeat", "times": 3, "layers": [
      @block@\
          ]},
          {"layer": "maxPool", "kernel": 2},
          {"layer": "repeat", "times": 1, "layers": [
      @block@\
          ]},
          {"layer": "separableCorrelation", "fields": @fields@, "kernel": 5},
          {"layer": "batchNorm"},
          {"layer": "relu"},
          {"layer": "dropout", "probability": @dropout@},
          {"layer": "projection", "reduction": "max"},
          {"layer": "linear", "fields": "classes"}
        ]
      }
      """;

  private SeparableNets() {}

  /** At most 25,000 parameters. */
  static NetFile small() {
    return net(
        "c16-small", "separable over 16 rotations, in p4cnn's size, exact over C4", 8, 17, 0.2, "");
  }

  /** More fields, for at most an hour on two processors. */
  static NetFile mid() {
    return net("c16-mid", "separable over 16 rotations, 40 fields, exact over C4", 16, 40, 0.3, "");
  }

  /**
   * As many fields as are worth their time on two processors, and a block more on the maps of
   * 20×20, of as many fields as the lifting's.
   */
  static NetFile large() {
    return net(
        "c16-large", "separable over 16 rotations, 64 fields, exact over C4", 24, 64, 0.3, EARLY);
  }

  private static NetFile net(
      String name, String description, int lifted, int fields, double dropout, String early) {
    return new NetTemplate(TEMPLATE)
        .named(name)
        .with("description", description)
        .with("early", early)
        .with("block", BLOCK)
        .with("lifted", lifted)
        .with("fields", fields)
        .with("dropout", dropout)
        .file();
  }
}
