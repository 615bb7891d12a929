package dev.pinwheel.nn.layer;

/** Whether a layer adds one learned number per field, shared by all orientations. */
public enum Bias {
  /** One number per output field. */
  PER_FIELD,
  /** None, for layers that batch norm follows. */
  NONE
}
