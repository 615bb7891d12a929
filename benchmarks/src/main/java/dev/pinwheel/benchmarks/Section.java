package dev.pinwheel.benchmarks;

/** The parts of the page that have measured times. */
public enum Section {
  /** Lifting and group correlation by themselves. */
  LAYERS("Single layers: forward and backward pass, 28×28, kernel 3, batch 32"),
  /** The published net. */
  P4CNN("P4CNN, 28×28"),
  /** A deeper one. */
  RESIDUAL("Residual net over D4, 3×32×32, batch 32");

  private final String title;

  Section(String title) {
    this.title = title;
  }

  /**
   * The heading.
   *
   * @return a few words
   */
  public String title() {
    return title;
  }
}
