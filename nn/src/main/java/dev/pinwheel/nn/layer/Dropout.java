package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Rectifier;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Pass;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;

/**
 * Dropout: in training each value, or each field of an image as a whole, is set to zero with
 * probability p, and what stays is divided by 1 − p,
 *
 * <pre>  (Φf)(x, c) = m(x, c) · f(x, c) / (1 − p),   m = 0 with probability p, else 1;</pre>
 *
 * elsewhere it is the identity, and an exported net has no trace of it.
 *
 * <p><b>Shape.</b> Any type, which stays; [images, fields, orientations, spatial axes…] in and out.
 * No parameters. What is dropped depends on the pass's seed alone, so a training can be repeated
 * bit for bit.
 *
 * <p><b>Equivariance.</b> In inference exact. In training in distribution: the masks of Φ(L_g f)
 * and of L_g Φ(f) are drawn from one and the same law, since no pixel and no orientation is
 * likelier to go than another; a single draw does not turn with the image. Single values must be
 * permuted by the group for that, so {@link Granularity#ELEMENT} takes fields on cosets; a field
 * dropped as a whole ({@link Granularity#FIELD}) may be of any kind, for 0 is invariant under every
 * representation.
 *
 * <p>N. Srivastava et al., <i>Dropout</i>, JMLR 15, 2014; by whole maps J. Tompson et al.,
 * <i>Efficient Object Localization Using Convolutional Networks</i>, CVPR 2015, here with all
 * orientations of a field as one map. In a net: {@link dev.pinwheel.nn.NetBuilder#dropout} and
 * {@link dev.pinwheel.nn.NetBuilder#fieldDropout}.
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
   * @throws dev.pinwheel.nn.module.FeatureTypeException if single values are to be dropped of
   *     fields that are not on cosets
   * @throws IllegalArgumentException if the probability is out of range, or whole fields are to be
   *     dropped of several kinds; see {@link PerPart}
   */
  public Dropout(FeatureType input, double probability, Granularity granularity) {
    super(
        granularity == Granularity.ELEMENT
            ? FieldKinds.requirePermuted("dropout per element", input, "use dropout per field")
            : input,
        input);
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "dropout takes a probability in [0, 1), not " + probability);
    }
    if (granularity == Granularity.FIELD && input.isSum()) {
      throw new IllegalArgumentException(
          "dropout per field takes one kind of field and was given '" + input + "': use PerPart");
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

  /** The masks of one pass through this layer, for its values row by row. */
  Masks masks(Pass pass) {
    return new Masks(new MaskBits(pass.nextSeed(), dropped));
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    if (!isActive(pass)) {
      return x;
    }
    Tensor rows = x.rows();
    Masks masks = masks(pass);
    if (granularity == Granularity.ELEMENT) {
      Tensor mask = masks.next(rows.numel(), rows).view(rows.size(0), rows.size(1));
      return FeatureMap.ofRows(output(), rows.mul(mask), x.batch(), x.size());
    }
    Tensor mask = masks.next(x.batch() * input().fields(), rows);
    Tensor kept =
        rows.view(x.batch(), -1, input().orientations(), input().fields())
            .mul(mask.view(x.batch(), 1, 1, input().fields()));
    return FeatureMap.ofRows(output(), kept.view(rows.size(0), -1), x.batch(), x.size());
  }

  @Override
  protected Value describe(Value x, Description to) {
    return x;
  }

  /** Zeros and scale factors, drawn as they are needed. */
  final class Masks {
    private final MaskBits bits;

    private Masks(MaskBits bits) {
      this.bits = bits;
    }

    /** What is kept is multiplied with this. */
    double scale() {
      return (double) STEPS / (STEPS - dropped);
    }

    /** The next factors, in the format of a tensor and where it lives. */
    Tensor next(long count, Tensor like) {
      Tensor mask = bits.next(count).to(like.device(), like.scalar_type());
      return mask.mul_(Tensors.scalar(scale()));
    }

    /** Writes the next values of a matrix, with what is dropped below any number. */
    void lower(Tensor out, Tensor rows) {
      Rectifier.lower(out, rows, bits.next(rows.numel()));
    }

    /** Sets the next values of a matrix to zero or leaves them, unscaled. Modifies it. */
    void drop(Tensor rows) {
      Rectifier.mask(rows, bits.next(rows.numel()));
    }
  }
}
