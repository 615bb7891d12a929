package dev.pinwheel.group.kernel;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import java.util.StringJoiner;

/**
 * The family {@code harmonic}: circular harmonics with radial profiles, which any rotation or
 * reflection of the plane turns within their span.
 *
 * <p>With z = x + iy = r e<sup>iφ</sup> and R = (kernel + 1)/2, in pixels,
 *
 * <pre>u_mp(z) = (1 − r²/R²)^q (r^2p z^m − Σ c_ab z^a z̄^b),   0 for r ≥ R,   m + 2p &lt; kernel
 * e_mp    = Re u_mp, Im u_mp;   L_θ u_mp = e^(−imθ) u_mp</pre>
 *
 * so that e ~ cos mφ and sin mφ times a profile. Frequencies m go from 0 to max(2, (kernel − 1)/2):
 * 3, 6, 8, 11, 13, 20 and 33 functions for kernels of 2, 3, 4, 5, 6, 7 and 9 taps. The window falls
 * to 0 just outside of the taps, with q − 1 derivatives, so nothing is cut off and the spectrum of
 * the samples is nearly as round as that of the function.
 *
 * <p>What is left is corrected. On a grid z<sup>m</sup> and z<sup>a</sup>z̄<sup>b</sup> cannot be
 * told apart by quarter turns if a − b and m differ by a multiple of 4, so a sampled function
 * answers some polynomials of another frequency: cos 4φ a constant image, for one. The numbers
 * c<sub>ab</sub> make Σ<sub>y</sub> u(y) z̄<sup>a</sup>z<sup>b</sup> = 0 for all such a + b ≤
 * min(kernel − 1, 4), where a − b ≠ m. So on polynomials of that degree each function acts as one
 * of frequency m does, at every angle: smooth images meet no grid. Profiles of one frequency are
 * made orthogonal on the taps, so that random coefficients make white noise within the span.
 *
 * <p>The function's norm falls with its frequency and with its profile's number, as d<sup>m +
 * p/2</sup>. So coefficients of one variance make random kernels that are smooth and mostly round;
 * the span is the same for all d. It is the first functions that keep a feature map finely enough
 * sampled for a rectifier's kinks.
 *
 * <p>For any group of rotations and reflections of the plane. Quarter turns and flips permute the
 * samples to the last digit.
 *
 * <p>After M. Weiler and G. Cesa, <i>General E(2)-equivariant steerable CNNs</i>, NeurIPS 2019,
 * section 2.5, whose profiles are Gaussian rings.
 *
 * @param window the exponent q of the window, 1 to 100; greater ones make smaller, smoother windows
 * @param decay the factor d by which a frequency's functions are smaller than those of the
 *     frequency before, above 0 and at most 1
 */
public record HarmonicKernels(int window, double decay) implements KernelFamily {
  /** The word that this family's name begins with. */
  static final String WORD = "harmonic";

  private static final int WINDOW = 3;
  private static final double DECAY = 0.3;
  private static final int DEGREE = 4;

  /** The weight of p beside m in what the norm falls with. */
  private static final double PROFILE = 0.5;

  /**
   * Checks the numbers.
   *
   * @param window the exponent q of the window, 1 to 100
   * @param decay the factor d, above 0 and at most 1
   * @throws IllegalArgumentException if one of them is out of its bounds
   */
  public HarmonicKernels {
    if (window < 1 || window > 100) {
      throw new IllegalArgumentException(
          "harmonic kernels have no window with the exponent " + window + "; give one of 1..100");
    }
    if (!(decay > 0 && decay <= 1)) {
      throw new IllegalArgumentException(
          "harmonic kernels cannot decay by the factor "
              + decay
              + "; give one above 0 and at most 1");
    }
  }

  /** The exponent {@value #WINDOW} and the decay {@value #DECAY}. */
  public HarmonicKernels() {
    this(WINDOW, DECAY);
  }

  /**
   * The name, which {@link KernelFamilies#parse} reads.
   *
   * @return {@code harmonic}, with the numbers that are not the default's in brackets, such as
   *     {@code harmonic(decay=1.0)} or {@code harmonic(window=2, decay=0.7)}
   */
  @Override
  public String name() {
    StringJoiner options = new StringJoiner(", ", WORD + "(", ")").setEmptyValue(WORD);
    if (window != WINDOW) {
      options.add("window=" + window);
    }
    if (decay != DECAY) {
      options.add("decay=" + decay);
    }
    return options.toString();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the group is not one of rotations and reflections of the
   *     plane
   */
  @Override
  public KernelBasis basis(PointGroup group, int kernel) {
    if (group.dimension() != 2) {
      throw new IllegalArgumentException(
          "'harmonic' kernels are functions on the plane, but "
              + group
              + " acts on R^"
              + group.dimension()
              + ": use 'grid', which is exact for reflections of the line and the cube's groups, or"
              + " 'interpolated'");
    }
    OrthogonalGroups.require(group, WORD);
    Grid taps = Grid.of(kernel, kernel);
    HarmonicSamples samples = new HarmonicSamples(taps, window, Math.min(kernel - 1, DEGREE));
    for (int m = 0; m <= Math.max(2, (kernel - 1) / 2) && m < kernel; m++) {
      samples.add(m, (kernel - 1 - m) / 2 + 1);
    }
    return new SampledFunctions(
        group,
        taps,
        samples.turned(group),
        samples.orders(PROFILE).map(n -> Math.pow(decay, n)).toArray());
  }
}
