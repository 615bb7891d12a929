package dev.pinwheel.nn.module;

/** Thrown where a layer cannot say by which plain operators it is computed. */
public final class UndescribedLayerException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * A message for the layer's author.
   *
   * @param layer the layer
   */
  public UndescribedLayerException(Layer layer) {
    super(
        "layer '"
            + layer.kind()
            + "' ("
            + layer.getClass().getName()
            + ") has no description by plain operators, which exported files are made of: override"
            + " its method 'describe'");
  }
}
