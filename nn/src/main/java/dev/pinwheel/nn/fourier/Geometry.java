package dev.pinwheel.nn.fourier;

/**
 * How taps stand over a map, at stride 1.
 *
 * @param height rows of the map
 * @param width pixels of a row
 * @param kernel taps along each axis
 * @param padding zeros at every border, not negative
 * @param dilation pixels from one tap to the next
 */
record Geometry(int height, int width, int kernel, int padding, int dilation) {
  int outputHeight() {
    return height + 2 * padding - reach();
  }

  int outputWidth() {
    return width + 2 * padding - reach();
  }

  /** Pixels from the first tap of an axis to the last. */
  int reach() {
    return (kernel - 1) * dilation;
  }

  /** How the derivative by the map comes of that by the result. */
  Geometry transposed() {
    return new Geometry(outputHeight(), outputWidth(), kernel, reach() - padding, dilation);
  }
}
