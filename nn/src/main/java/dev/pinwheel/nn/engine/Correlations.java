package dev.pinwheel.nn.engine;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * LibTorch's correlations in 1, 2 and 3 dimensions, which are not taken on trust.
 *
 * <p>On some processors oneDNN 3.7.1 loses taps of filters whose number is no multiple of its
 * blocks: 1×1 filters with 40 outputs, or derivatives by an image of one channel, come out wrong by
 * a third of their size. So the first time that a process meets a shape on the CPU in float32 or
 * bf16, the value, and in training the derivatives that are asked for, are compared with float64 on
 * random numbers, and where they are grossly off another way is taken that is not: filters filled
 * up with zeros to whole blocks, or else float64.
 *
 * <p>Where it is faster, and right, a correlation is computed as a {@link SwappedCorrelation}.
 */
public final class Correlations {
  /** Multiples of it are whole blocks in every layout. */
  private static final long BLOCK = 32;

  /** From this batch size on LibTorch takes oneDNN for what it computed by itself before. */
  private static final long LARGE_BATCH = 16;

  /** Far above rounding, far below what a lost tap makes. */
  private static final double GROSS = 1e-4;

  private static final double GROSS_NARROW = 2e-2;

  private static final Map<LongBuffer, Way> WAYS = new ConcurrentHashMap<>();

  private Correlations() {}

  /** How a correlation is computed. */
  private enum Way {
    SWAPPED,
    PLAIN,
    FILLED_UP,
    IN_FLOAT64
  }

  /**
   * How filters move over a map; the same along each axis.
   *
   * @param stride the step
   * @param padding zeros at each end
   * @param dilation the distance of neighbouring taps
   * @param groups how many groups of channels are apart from each other
   * @param isTransposed whether the correlation's transpose is meant
   */
  public record Motion(
      long stride, long padding, long dilation, long groups, boolean isTransposed) {}

  /**
   * A correlation, or its transpose. Differentiable.
   *
   * @param x shape [images, channels, spatial axes…]
   * @param filters shape [outputs, channels / groups, kernel axes…]; for the transpose those of the
   *     correlation that it is the transpose of
   * @param shift a number per channel of the result, or none
   * @param motion how filters move
   * @return shape [images, outputs, spatial axes…]
   * @throws IllegalArgumentException if there are other than 1, 2 or 3 spatial axes
   */
  public static Tensor of(Tensor x, Tensor filters, TensorOptional shift, Motion motion) {
    if (!mayLoseTaps(x)) {
      return by(Way.PLAIN, x, filters, shift, motion);
    }
    LongBuffer key = key(x, filters, shift.has_value(), motion);
    Way way = WAYS.computeIfAbsent(key, k -> choice(x, filters, shift.has_value(), motion));
    if (isWanted(x) || isWanted(filters)) {
      LongBuffer shape = LongBuffer.wrap(key.array().clone()).put(0, x.size(0));
      FirstUse.compile(
          shape, x, filters, (map, taps) -> by(way, map, taps, withoutGraph(shift), motion));
    }
    return by(way, x, filters, shift, motion);
  }

  private static TensorOptional withoutGraph(TensorOptional shift) {
    return shift.has_value() ? Tensors.some(shift.get().detach()) : shift;
  }

  /** Whether it is oneDNN that computes with a map. */
  static boolean mayLoseTaps(Tensor x) {
    return x.is_cpu() && !Tensors.has(x, ScalarType.Double);
  }

  /** Whether a derivative by a tensor will be asked for. */
  static boolean isWanted(Tensor tensor) {
    return GradMode.is_enabled() && tensor.requires_grad();
  }

  /** The relative error beyond which taps must have been lost. */
  static double gross(Tensor x) {
    return Tensors.has(x, ScalarType.Float) ? GROSS : GROSS_NARROW;
  }

  /** One image, several, or a large batch: as many as stand for all batches of their kind. */
  private static long images(Tensor x) {
    return x.size(0) >= LARGE_BATCH ? LARGE_BATCH : Math.min(x.size(0), 2);
  }

  /** All that LibTorch's choice of an algorithm can depend on, and whether derivatives matter. */
  static LongBuffer key(Tensor x, Tensor filters, boolean shifts, Motion motion) {
    int axes = (int) x.dim();
    LongBuffer key = LongBuffer.allocate(4 * axes + 8);
    for (int axis = 0; axis < axes; axis++) {
      key.put(axis == 0 ? images(x) : x.size(axis));
      key.put(axis == 0 ? 0 : x.stride(axis));
      key.put(filters.size(axis));
      key.put(axis == 0 ? 0 : filters.stride(axis));
    }
    key.put(motion.stride).put(motion.padding).put(motion.dilation).put(motion.groups);
    key.put(motion.isTransposed ? 1 : 0);
    key.put(shifts ? 1 : 0);
    key.put((isWanted(x) ? 2 : 0) + (isWanted(filters) ? 1 : 0));
    key.put(2 * torch.get_num_threads() + (Tensors.has(x, ScalarType.Float) ? 0 : 1));
    return key.flip();
  }

  private static Way choice(Tensor x, Tensor filters, boolean shifts, Motion motion) {
    try (PointerScope scope = new PointerScope()) {
      Trial trial = Trial.like(x.narrow(0, 0, images(x)), filters, shifts, motion);
      Tensor[] exact = trial.exact(operation(Way.IN_FLOAT64, motion));
      double limit = gross(x);
      return Arrays.stream(Way.values())
          .filter(way -> way != Way.FILLED_UP || motion.groups == 1)
          .filter(way -> way != Way.SWAPPED || SwappedCorrelation.suits(x, filters, motion))
          .filter(way -> error(trial.found(operation(way, motion)), exact) < limit)
          .findFirst()
          .orElse(Way.IN_FLOAT64);
    }
  }

  private static Trial.Operation operation(Way way, Motion motion) {
    return (x, filters, shift) -> by(way, x, filters, shift, motion);
  }

  /** The largest relative error of one of several tensors. */
  static double error(Tensor[] a, Tensor[] b) {
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      Tensor exact = b[i].to(ScalarType.Double);
      double size = exact.norm().item_double();
      double off = a[i].to(ScalarType.Double).sub(exact).norm().item_double();
      worst = Math.max(worst, off == 0 ? 0 : off / size);
    }
    return worst;
  }

  private static Tensor by(Way way, Tensor x, Tensor filters, TensorOptional shift, Motion motion) {
    return switch (way) {
      case SWAPPED -> SwappedCorrelation.of(x, filters, shift, motion);
      case PLAIN -> plain(x, filters, shift, motion);
      case FILLED_UP -> filledUp(x, filters, shift, motion);
      case IN_FLOAT64 -> {
        Tensor y =
            plain(
                x.to(ScalarType.Double),
                filters.to(ScalarType.Double),
                new TensorOptional(),
                motion);
        yield shifted(y.to(x.scalar_type()), shift);
      }
    };
  }

  private static Tensor filledUp(Tensor x, Tensor filters, TensorOptional shift, Motion motion) {
    long outputs = filters.size(0);
    long more = motion.groups > 1 ? 0 : Math.floorMod(-outputs, BLOCK);
    int axes = (int) filters.dim();
    Tensor whole = torch.constant_pad_nd(filters, end(axes, 0, more));
    if (motion.isTransposed) {
      return plain(torch.constant_pad_nd(x, end(axes, 1, more)), whole, shift, motion);
    }
    TensorOptional wide =
        shift.has_value()
            ? Tensors.some(torch.constant_pad_nd(shift.get(), end(1, 0, more)))
            : shift;
    Tensor y = plain(x, whole, wide, motion).movedim(1, -1).narrow(-1, 0, outputs);
    return y.contiguous().movedim(-1, 1);
  }

  /** Zeros at the end of one axis; the last axis' two ends come first. */
  private static long[] end(int axes, int axis, long zeros) {
    long[] ends = new long[2 * axes];
    ends[2 * (axes - 1 - axis) + 1] = zeros;
    return ends;
  }

  private static Tensor shifted(Tensor y, TensorOptional shift) {
    if (!shift.has_value()) {
      return y;
    }
    long[] perChannel = new long[(int) y.dim()];
    Arrays.fill(perChannel, 1);
    perChannel[1] = y.size(1);
    return y.add(shift.get().view(perChannel));
  }

  private static Tensor plain(Tensor x, Tensor filters, TensorOptional shift, Motion motion) {
    int d = (int) filters.dim() - 2;
    long[] stride = perAxis(d, motion.stride);
    long[] padding = perAxis(d, motion.padding);
    long[] dilation = perAxis(d, motion.dilation);
    long[] more = new long[d];
    long groups = motion.groups;
    boolean t = motion.isTransposed;
    return switch (d) {
      case 1 ->
          t
              ? torch.conv_transpose1d(x, filters, shift, stride, padding, more, groups, dilation)
              : torch.conv1d(x, filters, shift, stride, padding, dilation, groups);
      case 2 ->
          t
              ? torch.conv_transpose2d(x, filters, shift, stride, padding, more, groups, dilation)
              : torch.conv2d(x, filters, shift, stride, padding, dilation, groups);
      case 3 ->
          t
              ? torch.conv_transpose3d(x, filters, shift, stride, padding, more, groups, dilation)
              : torch.conv3d(x, filters, shift, stride, padding, dilation, groups);
      default ->
          throw new IllegalArgumentException(
              "correlation on R^" + d + " is not supported: use 1, 2 or 3 dimensions");
    };
  }

  static long[] perAxis(int axes, long value) {
    long[] all = new long[axes];
    Arrays.fill(all, value);
    return all;
  }
}
