package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Pass;
import java.util.Locale;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Sets values to zero at random in training and scales the rest up; the identity elsewhere.
 *
 * <p>Equivariant in distribution: every value, or every field of an image, is as likely to go.
 */
public final class Dropout extends Layer {
  /** What is kept or dropped as one. */
  public enum Granularity {
    /** Each value by itself. */
    ELEMENT,
    /** A whole field of an image: all its pixels and orientations. */
    FIELD
  }

  private static final int STEPS = 1 << 16;

  private final double probability;
  private final int dropped;
  private final Granularity granularity;

  /**
   * Dropout for a type.
   *
   * @param input any type
   * @param probability of being dropped, at least 0 and less than 1; held in steps of 2⁻¹⁶, for the
   *     mask takes 16 random bits a value
   * @param granularity what is dropped as one
   * @throws IllegalArgumentException if the probability is out of range
   */
  public Dropout(FeatureType input, double probability, Granularity granularity) {
    super(input, input);
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "dropout takes a probability in [0, 1), not " + probability);
    }
    this.probability = probability;
    this.dropped = (int) Math.min(STEPS - 1, Math.round(probability * STEPS));
    this.granularity = granularity;
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public String detail() {
    return probability + " per " + granularity.name().toLowerCase(Locale.ROOT);
  }

  Granularity granularity() {
    return granularity;
  }

  /** Whether anything is dropped in a pass. */
  boolean isActive(Pass pass) {
    return pass.mode() == Mode.TRAINING && dropped != 0;
  }

  /** What is kept is multiplied with this. */
  double scale() {
    return (double) STEPS / (STEPS - dropped);
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    if (!isActive(pass)) {
      return x;
    }
    Tensor rows = x.rows();
    if (granularity == Granularity.ELEMENT) {
      Tensor kept = rows.mul(factors(rows, pass));
      return FeatureMap.ofRows(output(), kept, x.batch(), x.size());
    }
    Tensor mask = mask(x.batch() * input().fields(), rows, pass);
    Tensor kept =
        rows.view(x.batch(), -1, input().orientations(), input().fields())
            .mul(mask.view(x.batch(), 1, 1, input().fields()));
    return FeatureMap.ofRows(output(), kept.view(rows.size(0), -1), x.batch(), x.size());
  }

  /** For each value of a matrix zero or {@link #scale}. */
  Tensor factors(Tensor rows, Pass pass) {
    return mask(rows.numel(), rows, pass).view(rows.size(0), rows.size(1));
  }

  /** Zeros and scale factors, from 16 random bits each: four masks from one 64-bit draw. */
  private Tensor mask(long count, Tensor like, Pass pass) {
    Tensor bits =
        torch.empty(
            new long[] {(count + 3) / 4},
            Tensors.options(ScalarType.Long, ComputeDevice.CPU),
            new org.bytedeco.pytorch.MemoryFormatOptional());
    bits.random_(Long.MIN_VALUE, new LongOptional(), new GeneratorOptional(pass.random()));
    Tensor kept =
        bits.view(ScalarType.Short)
            .narrow(0, 0, count)
            .ge(Tensors.scalar(Short.MIN_VALUE + (double) dropped));
    Tensor factors = kept.to(like.device(), like.scalar_type());
    factors.mul_(Tensors.scalar(scale()));
    return factors;
  }
}
