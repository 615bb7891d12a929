package dev.pinwheel.nn.layer;

import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Up-sampling by an integer factor s, per channel: {@code (Φf)(y, c) = Σ_x w(y/s − x) f(x, c)}, the
 * origin in the centre of either map.
 *
 * <p>Centres stay centres: the pixel j of the larger axis lies at (j + ½)/s − ½ in the smaller one,
 * so s small pixels fill a large one, and a reversal of the one axis is a reversal of the other. w
 * is the pixel's box for {@link Interpolation#NEAREST}, and for {@link Interpolation#LINEAR} the
 * product over the axes of max(0, 1 − |t|), where values beyond the border are those at it: linear,
 * bilinear, trilinear. Both are symmetric.
 *
 * <p>Equivariant for every size. The type stays; an axis of size n becomes one of size s·n. No
 * parameters.
 */
public final class UpSample extends Layer {
  private final int factor;
  private final Interpolation interpolation;

  /**
   * Up-sampling for a type.
   *
   * @param input any type, in one to three dimensions
   * @param factor s, at least 1
   * @param interpolation nearest or linear
   * @throws IllegalArgumentException if the factor is less than 1
   */
  public UpSample(FeatureType input, int factor, Interpolation interpolation) {
    super(input, input);
    if (factor < 1) {
      throw new IllegalArgumentException(
          "up-sampling takes a factor of at least 1, not "
              + factor
              + ": to make maps smaller, pool them");
    }
    this.factor = factor;
    this.interpolation = interpolation;
  }

  @Override
  public String kind() {
    return "upSample";
  }

  @Override
  public String detail() {
    return interpolation.name().toLowerCase(Locale.ROOT) + " ×" + factor;
  }

  @Override
  public int[] outputSize(int... size) {
    return Arrays.stream(size).map(n -> Math.multiplyExact(n, factor)).toArray();
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    if (factor == 1) {
      return x;
    }
    return interpolation == Interpolation.NEAREST ? nearest(x) : linear(x);
  }

  @Override
  protected Value describe(Value x, Description to) {
    Value y = x;
    for (int axis = 1; axis < x.shape().length; axis++) {
      y = along(axis, y);
    }
    return y;
  }

  /** Repeats each pixel; LibTorch's own would look for it by a rounded quotient. */
  private FeatureMap nearest(FeatureMap x) {
    int[] size = x.size();
    int d = size.length;
    long[] apart = new long[2 * d + 2];
    Arrays.fill(apart, 1);
    apart[0] = x.batch();
    apart[2 * d + 1] = input().channels();
    for (int axis = 0; axis < d; axis++) {
      apart[2 * axis + 1] = size[axis];
    }
    long[] repeated = apart.clone();
    for (int axis = 0; axis < d; axis++) {
      repeated[2 * axis + 2] = factor;
    }
    Tensor rows = x.rows().view(apart).expand(repeated).reshape(-1, input().channels());
    return FeatureMap.ofRows(output(), rows, x.batch(), outputSize(size));
  }

  private FeatureMap linear(FeatureMap x) {
    Tensor from = x.channels();
    boolean roundsPlaces = Integer.bitCount(factor) > 1 && !Tensors.has(from, ScalarType.Double);
    if (roundsPlaces) {
      // Of float32 LibTorch computes places in float32 too, where j/s is off by more at one end.
      from = from.to(ScalarType.Double);
    }
    long[] size = Arrays.stream(outputSize(x.size())).asLongStream().toArray();
    Tensor y =
        switch (size.length) {
          case 1 -> torch.upsample_linear1d(from, size, false);
          case 2 -> torch.upsample_bilinear2d(from, size, false);
          default -> torch.upsample_trilinear3d(from, size, false);
        };
    return FeatureMap.ofChannels(output(), y);
  }

  /** One axis up-sampled: each new pixel is a mean of two old ones, or one of them. */
  private Value along(int axis, Value x) {
    int n = (int) x.shape()[axis];
    int[] before = new int[n * factor];
    int[] after = new int[n * factor];
    double[] near = new double[n * factor];
    for (int j = 0; j < before.length; j++) {
      double place = (2.0 * j + 1 - factor) / (2.0 * factor);
      int floor = (int) Math.floor(place);
      before[j] = interpolation == Interpolation.NEAREST ? j / factor : Math.max(floor, 0);
      after[j] = Math.min(floor + 1, n - 1);
      near[j] = place - floor;
    }
    if (interpolation == Interpolation.NEAREST || factor == 1) {
      return x.gather(axis, before);
    }
    long[] shape = new long[x.shape().length - axis];
    Arrays.fill(shape, 1);
    shape[0] = near.length;
    double[] rest = Arrays.stream(near).map(w -> 1 - w).toArray();
    return x.gather(axis, before)
        .combine(Arithmetic.MULTIPLY, TensorData.ofDoubles(shape, rest))
        .combine(
            Arithmetic.ADD,
            x.gather(axis, after).combine(Arithmetic.MULTIPLY, TensorData.ofDoubles(shape, near)));
  }
}
