package dev.pinwheel.nn;

/** A layer would break equivariance at a size; the message names layer and sizes. */
public class SizeRuleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Says which layer breaks what.
   *
   * @param message names the layer, its input size and the nearest that work
   */
  public SizeRuleException(String message) {
    super(message);
  }
}
