package dev.pinwheel.nn.engine;

import java.util.List;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A correlation computed as the derivative of another one by its map: of the one with mirrored
 * filters whose inputs and outputs are swapped.
 *
 * <p>That is the same sums, but oneDNN has another kernel for them. For a correlation of maps of up
 * to 28 pixels a row by 3×3 filters in float32, its kernel for AVX-512 takes one block of 16
 * outputs at a time and reads a number of the map for each product; that for the derivative takes
 * several blocks. On a Zen 5 the first needs up to 1.6 times as long as the second, and never
 * clearly less. It is no question for the clock, as what other programs do changes the answer, and
 * with it the last digits of every result. So it is decided by the sort of processor.
 */
final class SwappedCorrelation {
  private static final int KERNEL = 3;
  private static final int BLOCK = 16;

  /** With so many blocks of outputs oneDNN takes all of them at once in a correlation. */
  private static final int BLOCKS_TOGETHER = 5;

  private static final long LEAST_CHANNELS = 32;
  private static final long LEAST_IMAGES = 16;
  private static final long LONGEST_ROW = 28;
  private static final long SHORTEST_ROW = 21;

  /** With this many blocks even shorter rows gain, and the most. */
  private static final int BEST_BLOCKS = 3;

  private static final long SHORTEST_ROW_OF_BEST = 16;

  private SwappedCorrelation() {}

  /** Whether it is worth a try for such maps and filters. */
  static boolean suits(Tensor x, Tensor filters, Correlations.Motion motion) {
    if (x.dim() != 4
        || !Tensors.has(x, ScalarType.Float)
        || !motion.equals(new Correlations.Motion(1, motion.padding(), 1, 1, false))
        || filters.size(2) != KERNEL
        || filters.size(3) != KERNEL
        || motion.padding() >= KERNEL) {
      return false;
    }
    long outputs = filters.size(0);
    long blocks = (outputs + BLOCK - 1) / BLOCK;
    long shortest = blocks == BEST_BLOCKS ? SHORTEST_ROW_OF_BEST : SHORTEST_ROW;
    long row = x.size(3) + 2 * motion.padding() - KERNEL + 1;
    return x.size(0) >= LEAST_IMAGES
        && Math.min(outputs, filters.size(1)) >= LEAST_CHANNELS
        && blocks % BLOCKS_TOGETHER != 0
        && row >= shortest
        && row <= LONGEST_ROW
        && x.is_contiguous(MemoryFormat.ChannelsLast)
        && Processor.here().isWideAmd();
  }

  /** The correlation; as {@link Correlations#of}. */
  static Tensor of(Tensor x, Tensor filters, TensorOptional shift, Correlations.Motion motion) {
    Tensor y;
    try (NoGradGuard guard = new NoGradGuard()) {
      y = value(x.detach(), filters.detach(), motion.padding());
      if (shift.has_value()) {
        y.add_(shift.get().view(1, -1, 1, 1));
      }
    }
    return shift.has_value()
        ? OwnGradient.attach(
            y, List.of(x, filters, shift.get()), g -> derivatives(g, x, filters, motion, true))
        : OwnGradient.attach(
            y, List.of(x, filters), g -> derivatives(g, x, filters, motion, false));
  }

  private static Tensor value(Tensor x, Tensor filters, long padding) {
    long reach = KERNEL - 1 - 2 * padding;
    Tensor like =
        torch.empty(
            new long[] {x.size(0), filters.size(0), x.size(2) - reach, x.size(3) - reach},
            x.options(),
            new MemoryFormatOptional(MemoryFormat.ChannelsLast));
    Tensor swapped = filters.flip(2, 3).transpose(0, 1).contiguous(MemoryFormat.ChannelsLast);
    Correlations.Motion back = new Correlations.Motion(1, KERNEL - 1 - padding, 1, 1, false);
    return ConvolutionBackward.of(x, like, swapped, back, true, false)[0];
  }

  private static Tensor[] derivatives(
      Tensor gradient, Tensor x, Tensor filters, Correlations.Motion motion, boolean shifts) {
    Tensor[] found =
        ConvolutionBackward.of(
            gradient, x, filters, motion, x.requires_grad(), filters.requires_grad());
    return shifts ? new Tensor[] {found[0], found[1], gradient.sum(0, 2, 3)} : found;
  }
}
