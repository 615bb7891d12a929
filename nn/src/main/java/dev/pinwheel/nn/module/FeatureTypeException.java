package dev.pinwheel.nn.module;

/** Two feature types do not fit together; the message names both. */
public class FeatureTypeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Says what does not fit.
   *
   * @param message names both types and the layer
   */
  public FeatureTypeException(String message) {
    super(message);
  }
}
