package dev.pinwheel.data.augment;

import dev.pinwheel.data.CounterRandom;
import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageShape;
import java.math.BigDecimal;
import java.util.Locale;

/** One random change of an image; with u, v, … the next fractions of a generator, in this order. */
public sealed interface AugmentationStep {
  /**
   * Draws a map.
   *
   * @param random the generator; modified
   * @param shape of the images
   * @return the map
   */
  PointMap draw(CounterRandom random, ImageShape shape);

  /**
   * Rotation by maxDegrees·(2u − 1) degrees counter-clockwise; {@code rotate(180)}.
   *
   * @param maxDegrees the largest angle, in [0, 180]
   */
  record Rotate(double maxDegrees) implements AugmentationStep {
    /**
     * Checks the angle.
     *
     * @param maxDegrees the largest angle, in [0, 180]
     * @throws DataException if it isn't in [0, 180]
     */
    public Rotate {
      if (!(maxDegrees >= 0 && maxDegrees <= 180)) {
        throw new DataException("rotate(" + maxDegrees + "): use degrees from 0 to 180");
      }
    }

    @Override
    public AffineMap draw(CounterRandom random, ImageShape shape) {
      return AffineMap.rotation(maxDegrees * (2 * random.nextDouble() - 1));
    }

    @Override
    public String toString() {
      return "rotate(" + plain(maxDegrees) + ")";
    }
  }

  /**
   * A flip where u is less than 1/2; {@code flip(horizontal)}.
   *
   * @param flip which sides change places
   */
  record Mirror(Flip flip) implements AugmentationStep {
    @Override
    public AffineMap draw(CounterRandom random, ImageShape shape) {
      return random.nextDouble() < 0.5 ? AffineMap.flip(flip) : AffineMap.identity();
    }

    @Override
    public String toString() {
      return "flip(" + flip.name().toLowerCase(Locale.ROOT) + ")";
    }
  }

  /**
   * A shift to the right by an amount from u and upwards by one from v: ⌊u·(2n + 1)⌋ − n in whole
   * pixels, {@code shift(2)}, or n·(2u − 1) in any, {@code shift(1.5,subpixel)}.
   *
   * @param maxPixels the largest amount n
   * @param steps whole pixels or any amount
   */
  record Shift(double maxPixels, ShiftSteps steps) implements AugmentationStep {
    /**
     * Checks the amount.
     *
     * @param maxPixels the largest amount n
     * @param steps whole pixels or any amount
     * @throws DataException if it is negative, not finite, or not whole with whole steps
     */
    public Shift {
      if (!(maxPixels >= 0 && maxPixels < 1e6)) {
        throw new DataException("shift(" + maxPixels + "): use pixels from 0 to less than 1e6");
      }
      if (steps == ShiftSteps.WHOLE && maxPixels != Math.rint(maxPixels)) {
        throw new DataException(
            "shift(" + maxPixels + "): use a whole number, or shift(" + maxPixels + ",subpixel)");
      }
    }

    @Override
    public AffineMap draw(CounterRandom random, ImageShape shape) {
      double right = amount(random.nextDouble());
      return AffineMap.translation(right, amount(random.nextDouble()));
    }

    private double amount(double u) {
      return steps == ShiftSteps.WHOLE
          ? Math.floor(u * (2 * maxPixels + 1)) - maxPixels
          : maxPixels * (2 * u - 1);
    }

    @Override
    public String toString() {
      return "shift(" + plain(maxPixels) + (steps == ShiftSteps.WHOLE ? ")" : ",subpixel)");
    }
  }

  /**
   * A change of size by the factor s^(2u − 1), from 1/s to s, the same along both axes, {@code
   * scale(1.2)}; or with v instead of u along the vertical axis, {@code scale(1.2,peraxis)}.
   *
   * @param maxFactor the largest factor s
   * @param axes whether both axes have the same factor
   */
  record Scale(double maxFactor, ScaleAxes axes) implements AugmentationStep {
    /**
     * Checks the factor.
     *
     * @param maxFactor the largest factor s
     * @param axes whether both axes have the same factor
     * @throws DataException if it isn't in [1, 10]
     */
    public Scale {
      if (!(maxFactor >= 1 && maxFactor <= 10)) {
        throw new DataException("scale(" + maxFactor + "): use a largest factor from 1 to 10");
      }
    }

    @Override
    public AffineMap draw(CounterRandom random, ImageShape shape) {
      double right = factor(random.nextDouble());
      return AffineMap.scaling(
          right, axes == ScaleAxes.TOGETHER ? right : factor(random.nextDouble()));
    }

    private double factor(double u) {
      return StrictMath.pow(maxFactor, 2 * u - 1);
    }

    @Override
    public String toString() {
      return "scale(" + plain(maxFactor) + (axes == ScaleAxes.TOGETHER ? ")" : ",peraxis)");
    }
  }

  /**
   * A shear that leans upright lines to the right by maxDegrees·(2u − 1) degrees; {@code
   * shear(10)}.
   *
   * @param maxDegrees the largest angle, in [0, 80]
   */
  record Shear(double maxDegrees) implements AugmentationStep {
    /**
     * Checks the angle.
     *
     * @param maxDegrees the largest angle, in [0, 80]
     * @throws DataException if it isn't in [0, 80]
     */
    public Shear {
      if (!(maxDegrees >= 0 && maxDegrees <= 80)) {
        throw new DataException("shear(" + maxDegrees + "): use degrees from 0 to 80");
      }
    }

    @Override
    public AffineMap draw(CounterRandom random, ImageShape shape) {
      return AffineMap.shear(maxDegrees * (2 * random.nextDouble() - 1));
    }

    @Override
    public String toString() {
      return "shear(" + plain(maxDegrees) + ")";
    }
  }

  /**
   * A smooth displacement by a random field, of which each pixel's parts along x and y have the
   * given root mean square; {@code elastic(1)}. The field's knots are a quarter of the image's
   * shorter side apart, and take u, v, … in the order of {@link ElasticMap}.
   *
   * @param pixels the root mean square
   */
  record Elastic(double pixels) implements AugmentationStep {
    /**
     * Checks the amount.
     *
     * @param pixels the root mean square
     * @throws DataException if it is negative or not finite
     */
    public Elastic {
      if (!(pixels >= 0 && pixels < 1e6)) {
        throw new DataException("elastic(" + pixels + "): use pixels from 0 to less than 1e6");
      }
    }

    @Override
    public PointMap draw(CounterRandom random, ImageShape shape) {
      return ElasticMap.draw(random, pixels, shape);
    }

    @Override
    public String toString() {
      return "elastic(" + plain(pixels) + ")";
    }
  }

  private static String plain(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
