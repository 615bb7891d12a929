package dev.pinwheel.nn.engine;

import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The precision to train and predict in, and why.
 *
 * <p>{@code auto} measures a correlation forward and backward in float32 and in bf16, half a second
 * in all, and takes bf16 where that is clearly faster. Processors with matrix units for bf16 (AMX)
 * or with AVX-512 instructions for it are; all others compute bf16 slowly, and float32 is chosen.
 * One thread is measured: several wait for each other, and where another program keeps a processor
 * busy that is all one would measure.
 *
 * @param precision what was chosen
 * @param reason in words
 */
public record PrecisionChoice(Precision precision, String reason) {
  /** What is typed for a choice by measurement. */
  public static final String AUTO = "auto";

  /** bf16 must take at most this part of float32's time: layers of other sorts gain less by it. */
  private static final double WORTHWHILE = 0.75;

  private static final int ROUNDS = 7;
  private static final long IMAGES = 16;
  private static final long CHANNELS = 64;
  private static final long SIZE = 28;

  /**
   * Reads what was typed.
   *
   * @param text {@code auto}, {@code float32}, {@code bf16} or {@code float64}
   * @param device where it will be computed; only the processor is measured, on other devices auto
   *     is float32
   * @return the choice
   * @throws IllegalArgumentException if the text is none of these
   */
  public static PrecisionChoice of(String text, ComputeDevice device) {
    if (!text.equalsIgnoreCase(AUTO)) {
      try {
        return new PrecisionChoice(Precision.parse(text), "as asked for");
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(e.getMessage() + ", or " + AUTO, e);
      }
    }
    if (!device.equals(ComputeDevice.CPU)) {
      return new PrecisionChoice(Precision.FLOAT32, "only a processor is measured, not " + device);
    }
    return measured();
  }

  private static PrecisionChoice measured() {
    int threads = Engine.threads();
    Engine.setThreads(1);
    try {
      return measuredByOneThread();
    } finally {
      Engine.setThreads(threads);
    }
  }

  private static PrecisionChoice measuredByOneThread() {
    double wide = Double.POSITIVE_INFINITY;
    double narrow = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      wide = Math.min(wide, millis(Precision.FLOAT32));
      narrow = Math.min(narrow, millis(Precision.BFLOAT16));
    }
    String reason =
        String.format(
            Locale.ROOT,
            "a correlation takes %.1f ms in float32 and %.1f ms in bf16 on this processor",
            wide,
            narrow);
    return new PrecisionChoice(
        narrow < WORTHWHILE * wide ? Precision.BFLOAT16 : Precision.FLOAT32, reason);
  }

  /** One correlation with padding, forward and backward, channels last. */
  private static double millis(Precision precision) {
    try (PointerScope scope = new PointerScope();
        AutoGradMode gradients = new AutoGradMode(true)) {
      Tensor x = random(precision, IMAGES, CHANNELS, SIZE, SIZE);
      Tensor filters = random(precision, CHANNELS, CHANNELS, 3, 3);
      x.set_requires_grad(true);
      filters.set_requires_grad(true);
      long[] one = {1};
      long start = System.nanoTime();
      Tensor y = torch.conv2d(x, filters, new TensorOptional(), one, one, one, 1);
      y.sum().backward();
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private static Tensor random(Precision precision, long... shape) {
    return torch.rand(shape).to(precision.scalarType()).contiguous(torch.MemoryFormat.ChannelsLast);
  }

  @Override
  public String toString() {
    return precision + ": " + reason;
  }
}
