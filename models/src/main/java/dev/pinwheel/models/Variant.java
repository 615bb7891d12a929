package dev.pinwheel.models;

/** In which of two ways a net of the second table is built. */
enum Variant {
  /**
   * As published: windows of 3 with stride 2 and padding 1 on 32 and 16 rows leave a row unseen at
   * one end, so the group net is equivariant in its interior only.
   */
  PAPER("allow-broken", "\"kernel\": 3, \"padding\": 1"),
  /**
   * Exactly equivariant, changed as little as possible: the first window is 4 with padding 2, which
   * turns 32 rows into 33. Then 33 → 17 → 9 leaves nothing unseen, and all else is as published.
   */
  EXACT("exact", "\"kernel\": 4, \"padding\": 2");

  private final String sizes;
  private final String firstWindow;

  Variant(String sizes, String firstWindow) {
    this.sizes = sizes;
    this.firstWindow = firstWindow;
  }

  /** Fills in what the variant says of any of the nets, and the layers of a group. */
  NetTemplate fill(String template, String name, String group) {
    boolean plain = group.equals("C1");
    return new NetTemplate(template)
        .named(name)
        .with("group", group)
        .with("sizes", sizes)
        .with("first", firstWindow)
        .with("variant", this == PAPER ? "as published" : "exactly equivariant")
        .with("lifting", plain ? "correlation" : "lifting")
        .with("correlation", plain ? "correlation" : "groupCorrelation");
  }
}
