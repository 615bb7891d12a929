package dev.pinwheel.models;

/**
 * The three nets of the talk's first table (Cohen &amp; Welling, Group Equivariant Convolutional
 * Networks, 2016, section 8.1): seven correlations without padding, batch norm and a rectifier
 * after each but the last, a 2×2 max-pool after the second; 28 → 26 → 24 → 12 → 10 → 8 → 6 → 4 → 1.
 * Filters start with variance 1/fanIn, and rotation pooling comes after the rectifier, so that
 * batch norm sees all orientations, as in the authors' code.
 */
final class RotatedMnistNets {
  private static final String HEAD =
      """
      {
        "name": "@name@",
        "description": "@description@",
        "source": "Cohen & Welling, Group Equivariant Convolutional Networks, 2016, table 1",
        "images": {"channels": 1, "height": 28, "width": 28, "classes": 10},
        "group": "@group@",
        "filters": "lecun",
        "layers": [
      """;

  private static final String Z2CNN =
      """
          {"layer": "correlation", "fields": 20, "kernel": 3},
          {"layer": "batchNorm"},
          {"layer": "relu"},
          {"layer": "dropout", "probability": 0.3},
          {"layer": "correlation", "fields": 20, "kernel": 3},
          {"layer": "batchNorm"},
          {"layer": "relu"},
          {"layer": "maxPool", "kernel": 2},
          {"layer": "repeat", "times": 4, "layers": [
            {"layer": "correlation", "fields": 20, "kernel": 3},
            {"layer": "batchNorm"},
            {"layer": "relu"},
            {"layer": "dropout", "probability": 0.3}
          ]},
          {"layer": "correlation", "fields": "classes", "kernel": 4}
        ]
      }
      """;

  private static final String P4CNN =
      """
          {"layer": "lifting", "fields": 10, "kernel": 3},
          {"layer": "batchNorm"},
          {"layer": "relu"},
          {"layer": "groupCorrelation", "fields": 10, "kernel": 3},
          {"layer": "batchNorm"},
          {"layer": "relu"},
          {"layer": "maxPool", "kernel": 2},
          {"layer": "repeat", "times": 4, "layers": [
            {"layer": "groupCorrelation", "fields": 10, "kernel": 3},
            {"layer": "batchNorm"},
            {"layer": "relu"}
          ]},
          {"layer": "groupCorrelation", "fields": "classes", "kernel": 4},
          {"layer": "projection", "reduction": "max"}
        ]
      }
      """;

  private static final String P4CNN_ROTATION_POOLING =
      """
          {"layer": "repeat", "times": 2, "layers": [
            {"layer": "lifting", "fields": 20, "kernel": 3},
            {"layer": "batchNorm"},
            {"layer": "relu"},
            {"layer": "projection", "reduction": "max"}
          ]},
          {"layer": "maxPool", "kernel": 2},
          {"layer": "repeat", "times": 4, "layers": [
            {"layer": "lifting", "fields": 20, "kernel": 3},
            {"layer": "batchNorm"},
            {"layer": "relu"},
            {"layer": "projection", "reduction": "max"}
          ]},
          {"layer": "lifting", "fields": "classes", "kernel": 4},
          {"layer": "projection", "reduction": "max"}
        ]
      }
      """;

  private RotatedMnistNets() {}

  /** The ordinary net: 20 channels, dropout after each hidden layer but the second. */
  static NetFile z2cnn() {
    return file(
        "z2cnn", "ordinary CNN, 20 channels, the baseline of the rotated MNIST table", "C1", Z2CNN);
  }

  /** Equivariant layers throughout, 10 fields of 4 orientations; invariant only at the end. */
  static NetFile p4cnn() {
    return file(
        "p4cnn", "10 fields on p4, equivariant throughout and invariant at the end", "p4", P4CNN);
  }

  /** Lifted and projected in every layer: 20 invariant fields in between. */
  static NetFile p4cnnRotationPooling() {
    return file(
        "p4cnn-rotation-pooling",
        "20 fields, lifted to p4 and projected again in every layer",
        "p4",
        P4CNN_ROTATION_POOLING);
  }

  private static NetFile file(String name, String description, String group, String layers) {
    return new NetTemplate(HEAD + layers)
        .named(name)
        .with("description", description)
        .with("group", group)
        .file();
  }
}
