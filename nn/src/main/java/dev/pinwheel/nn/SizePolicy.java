package dev.pinwheel.nn;

/** What becomes of a layer whose window does not lie symmetrically on its input. */
public enum SizePolicy {
  /** The net is refused, with the layer's name and the nearest sizes that work. */
  EXACT,
  /** The net is built, equivariant in its interior at best. */
  ALLOW_BROKEN
}
