package dev.pinwheel.nn.module;

/**
 * A tensor that a layer declares; its numbers are in {@link Weights}. Compared by identity.
 *
 * <p>Every parameter is shared over the group axis by construction: expanded filters are no
 * parameters and are never saved.
 */
public final class Parameter {
  /** How training treats the tensor. */
  public enum Kind {
    /** Moved by the optimiser, and usually decayed. */
    WEIGHT,
    /** Moved by the optimiser, and usually not decayed: biases, scales and shifts. */
    BIAS,
    /** Measured on data, not differentiated: the running statistics of batch norm. */
    STATISTIC
  }

  private final String role;
  private final Kind kind;
  private final Initialisation initialisation;
  private final long[] shape;

  /**
   * Declares a tensor.
   *
   * @param role its name within the layer, for example {@code weight}
   * @param kind how training treats it
   * @param initialisation how it starts
   * @param shape its shape
   */
  public Parameter(String role, Kind kind, Initialisation initialisation, long... shape) {
    this.role = role;
    this.kind = kind;
    this.initialisation = initialisation;
    this.shape = shape.clone();
  }

  /**
   * The name within the layer.
   *
   * @return for example {@code weight}
   */
  public String role() {
    return role;
  }

  /**
   * How training treats the tensor.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  /**
   * Whether the optimiser moves it.
   *
   * @return false for statistics
   */
  public boolean isTrainable() {
    return kind != Kind.STATISTIC;
  }

  /**
   * How the tensor starts.
   *
   * @return the rule
   */
  public Initialisation initialisation() {
    return initialisation;
  }

  /**
   * The shape.
   *
   * @return a copy
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * How many numbers the tensor has.
   *
   * @return the product of the shape
   */
  public long count() {
    long n = 1;
    for (long s : shape) {
      n = Math.multiplyExact(n, s);
    }
    return n;
  }
}
