package dev.pinwheel.nn.module;

/**
 * How a parameter starts.
 *
 * @param mean the value, or the mean of the normal distribution
 * @param deviation 0 for a constant
 */
public record Initialisation(double mean, double deviation) {
  /**
   * Every entry the same.
   *
   * @param value the entry
   * @return the rule
   */
  public static Initialisation constant(double value) {
    return new Initialisation(value, 0);
  }

  /**
   * He's rule: normal with variance 2/fanIn, which keeps the variance of activations through ReLU
   * (He et al., Delving deep into rectifiers, 2015, equation 10).
   *
   * @param fanIn how many inputs one output sums over
   * @return the rule
   */
  public static Initialisation he(long fanIn) {
    return new Initialisation(0, Math.sqrt(2.0 / fanIn));
  }

  /**
   * LeCun's rule: normal with variance 1/fanIn, which keeps the variance through linear layers
   * (LeCun et al., Efficient BackProp, 1998, section 4.6).
   *
   * @param fanIn how many inputs one output sums over
   * @return the rule
   */
  public static Initialisation leCun(long fanIn) {
    return new Initialisation(0, Math.sqrt(1.0 / fanIn));
  }
}
