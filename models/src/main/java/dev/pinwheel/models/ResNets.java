package dev.pinwheel.models;

/**
 * Residual nets for images of 32×32 (He et al., Identity Mappings in Deep Residual Networks, 2016)
 * over a group, as in the second table of Cohen &amp; Welling, Group Equivariant Convolutional
 * Networks, 2016: three stages of n blocks, each twice batch norm, rectifier and correlation; where
 * a stage widens, its first block has stride 2 and a 1×1 correlation as its shortcut.
 *
 * <p>As published, the p4m net hands its orientations to a plain classifier; the exact variant
 * takes the maximum over the group first, and so is invariant.
 */
final class ResNets {
  private static final String INVARIANT =
      """
          {"layer": "invariantHead", "fields": "classes"}
      """;

  private static final String FLAT =
      """
          {"layer": "globalPool", "reduction": "mean"},
          {"layer": "flatten"},
          {"layer": "linear", "fields": "classes"}
      """;

  private static final String STAGE =
      """
          {"layer": "residual",
           "body": [
             {"layer": "batchNorm"},
             {"layer": "relu"},
             {"layer": "@correlation@", "fields": @w@, "kernel": 3, "stride": 2, "padding": 1},
             {"layer": "batchNorm"},
             {"layer": "relu"},
             {"layer": "@correlation@", "fields": @w@, "kernel": 3, "padding": 1}
           ],
           "shortcut": [
             {"layer": "@correlation@", "fields": @w@, "kernel": 1, "stride": 2}
           ]},
      """;

  private static final String BLOCKS =
      """
          {"layer": "repeat", "times": @n@, "layers": [
            {"layer": "residual",
             "body": [
               {"layer": "batchNorm"},
               {"layer": "relu"},
               {"layer": "@correlation@", "fields": @w@, "kernel": 3, "padding": 1},
               {"layer": "batchNorm"},
               {"layer": "relu"},
               {"layer": "@correlation@", "fields": @w@, "kernel": 3, "padding": 1}
             ]}
          ]},
      """;

  private static final String TEMPLATE =
      """
      {
        "name": "@name@",
        "description": "ResNet@depth@ on @group@, @variant@",
        "source": "Cohen & Welling, Group Equivariant Convolutional Networks, 2016, table 2",
        "images": {"channels": 3, "height": 32, "width": 32, "classes": 10},
        "group": "@group@",
        "sizes": "@sizes@",
        "layers": [
          {"layer": "@lifting@", "fields": @w1@, @first@},
      @stages@\
          {"layer": "batchNorm"},
          {"layer": "relu"},
      @head@\
        ]
      }
      """;

  private ResNets() {}

  /** The net of a group, with so many blocks a stage and so many fields in each stage. */
  static NetFile net(String name, String group, int blocks, int[] widths, Variant variant) {
    StringBuilder stages = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      NetTemplate stage = new NetTemplate(i == 0 ? BLOCKS : STAGE + BLOCKS);
      stages.append(stage.with("w", widths[i]).with("n", i == 0 ? blocks : blocks - 1).text());
    }
    boolean flat = variant == Variant.PAPER && !group.equals("C1");
    String template =
        new NetTemplate(TEMPLATE)
            .with("stages", stages)
            .with("head", flat ? FLAT : INVARIANT)
            .text();
    return variant
        .fill(template, name, group)
        .with("depth", 2 * widths.length * blocks + 2)
        .with("w1", widths[0])
        .file();
  }
}
