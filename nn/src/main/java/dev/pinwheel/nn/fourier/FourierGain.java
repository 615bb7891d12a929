package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.FourierTransform;
import dev.pinwheel.nn.engine.Bf16Support;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Multipliers;

/**
 * How much more time the products would take that are saved in the Fourier domain than what is done
 * for it: found by measuring, and told by the sort of processor.
 */
final class FourierGain {
  /** So many products take the time that it takes to transform a number. */
  private static final double PRODUCTS_PER_NUMBER = 40;

  /** The same for a run of numbers, one for each field. */
  private static final double PRODUCTS_PER_RUN = 600;

  /** Where several threads share a map, more must be gained: they wait for each other. */
  private static final double LEAST_SHARED = 1.2;

  /** The same for maps of short rows. */
  private static final double LEAST_SHARED_OF_SHORT_ROWS = 2;

  private static final int SHORT_ROW = 12;

  private final int order;
  private final double products;
  private final double fields;

  /**
   * Prepares.
   *
   * @param fields of the map or of the result, whichever has fewer
   */
  FourierGain(FourierTransform transform, int fields) {
    this.order = transform.elements().length;
    this.products = (double) transform.products() / order;
    this.fields = fields;
  }

  /** The gain that it takes for a map whose result has rows of so many pixels. */
  static double least(int width) {
    if (Engine.threads() == 1) {
      return 1;
    }
    return width < SHORT_ROW ? LEAST_SHARED_OF_SHORT_ROWS : LEAST_SHARED;
  }

  /** For maps in float32. */
  double inFloat32(Multipliers multipliers) {
    return gain(1, multipliers);
  }

  /** For maps in bf16, which are made float32. */
  double inBf16(Multipliers multipliers, Bf16Support bf16) {
    return gain(timeInBf16(bf16), multipliers);
  }

  private double gain(double timePerDense, Multipliers multipliers) {
    double saved = fields * (timePerDense * order - timePerProduct(multipliers) * products);
    double perNumber = PRODUCTS_PER_NUMBER + PRODUCTS_PER_RUN / fields;
    return productTime(multipliers) * saved / perNumber;
  }

  /** How long a product of the dense correlation takes in bf16, beside one in float32. */
  private static double timeInBf16(Bf16Support bf16) {
    return switch (bf16) {
      // It takes longer, but who has asked for it has not asked for speed.
      case NONE -> 1;
      // With what the change of formats takes.
      case INSTRUCTIONS -> 0.45;
      case MATRIX_UNITS -> 0.14;
    };
  }

  /** How much longer a product takes than one of the dense correlation in float32. */
  private static double timePerProduct(Multipliers multipliers) {
    return multipliers == Multipliers.WIDE_IN_CORRELATIONS ? 2.1 : 1.15;
  }

  /** How long one of these takes, beside that of {@link Multipliers#WIDE}. */
  private static double productTime(Multipliers multipliers) {
    return multipliers == Multipliers.NARROW ? 2.4 : 1;
  }
}
