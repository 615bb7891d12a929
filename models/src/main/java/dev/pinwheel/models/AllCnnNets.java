package dev.pinwheel.models;

/**
 * All-CNN-C (Springenberg et al., Striving for Simplicity, 2015) over a group, as in the second
 * table of Cohen &amp; Welling, Group Equivariant Convolutional Networks, 2016: nine correlations
 * with batch norm and a rectifier, widths a and b, two of stride 2, and the mean over pixels and
 * group.
 */
final class AllCnnNets {
  private static final String NORM =
      """
          {"layer": "batchNorm"},
          {"layer": "relu"},
      """;

  private static final String TEMPLATE =
      """
      {
        "name": "@name@",
        "description": "All-CNN-C on @group@, @variant@",
        "source": "Cohen & Welling, Group Equivariant Convolutional Networks, 2016, table 2",
        "images": {"channels": 3, "height": 32, "width": 32, "classes": 10},
        "group": "@group@",
        "sizes": "@sizes@",
        "layers": [
          {"layer": "dropout", "probability": 0.2},
          {"layer": "@lifting@", "fields": @a@, @first@},
      @norm@\
          {"layer": "@correlation@", "fields": @a@, "kernel": 3, "padding": 1},
      @norm@\
          {"layer": "@correlation@", "fields": @a@, "kernel": 3, "stride": 2, "padding": 1},
      @norm@\
          {"layer": "dropout", "probability": 0.5},
          {"layer": "@correlation@", "fields": @b@, "kernel": 3, "padding": 1},
      @norm@\
          {"layer": "@correlation@", "fields": @b@, "kernel": 3, "padding": 1},
      @norm@\
          {"layer": "@correlation@", "fields": @b@, "kernel": 3, "stride": 2, "padding": 1},
      @norm@\
          {"layer": "dropout", "probability": 0.5},
          {"layer": "@correlation@", "fields": @b@, "kernel": 3, "padding": 1},
      @norm@\
          {"layer": "@correlation@", "fields": @b@, "kernel": 1},
      @norm@\
          {"layer": "@correlation@", "fields": "classes", "kernel": 1},
      @norm@\
          {"layer": "globalPool", "reduction": "mean"},
          {"layer": "projection", "reduction": "mean"}
        ]
      }
      """;

  private AllCnnNets() {}

  /** The net of a group, with a fields in its first three layers and b in the next five. */
  static NetFile net(String name, String group, int a, int b, Variant variant) {
    return variant.fill(TEMPLATE, name, group).with("norm", NORM).with("a", a).with("b", b).file();
  }
}
