package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Correlations.Motion;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same numbers in every format, whatever blocks a processor's algorithms work in. */
@ExtendWith(NativeScope.class)
class CorrelationsTest {
  private static final int SIZE = 7;
  private static final List<String> PARTS = List.of("y", "x", "filters", "shift");

  /** The value and its derivatives by x, filters and shift, in a format. */
  private static double[][] results(
      ScalarType format, int d, int in, int out, int kernel, Motion motion) {
    return results(format, d, 3, in, out, kernel, motion);
  }

  private static double[][] results(
      ScalarType format, int d, int images, int in, int out, int kernel, Motion motion) {
    Tensor x = channelsLast(1, d, images, in, SIZE).to(format).set_requires_grad(true);
    int per = in / (int) motion.groups();
    Tensor filters =
        channelsLast(
                2, d, motion.isTransposed() ? in : out, motion.isTransposed() ? out : per, kernel)
            .to(format)
            .set_requires_grad(true);
    Tensor shift = Maps.tensor(Maps.normal(3, out), out).to(format).set_requires_grad(true);
    Tensor y = Correlations.of(x, filters, new TensorOptional(shift), motion);
    return valueAndDerivatives(y, x, filters, shift);
  }

  /** A value, and its derivatives along random numbers by what it was computed from. */
  static double[][] valueAndDerivatives(Tensor y, Tensor x, Tensor filters, Tensor shift) {
    Tensor along = Maps.tensor(Maps.normal(4, (int) y.numel()), y.sizes().vec().get());
    y.mul(along.to(y.scalar_type())).sum().backward();
    return new double[][] {
      Tensors.toDoubles(y),
      Tensors.toDoubles(x.grad()),
      Tensors.toDoubles(filters.grad()),
      Tensors.toDoubles(shift.grad())
    };
  }

  /** As feature maps and filters are in memory: [first][axes…][second]. */
  private static Tensor channelsLast(long seed, int d, int first, int second, int size) {
    long[] shape = new long[d + 2];
    Arrays.fill(shape, size);
    shape[0] = first;
    shape[d + 1] = second;
    long[] order = new long[d + 2];
    Arrays.setAll(order, i -> i == 0 ? 0 : i == 1 ? d + 1 : i - 1);
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    // Numbers of few digits, which every format holds.
    double[] values = Arrays.stream(Maps.normal(seed, count)).map(v -> Math.rint(8 * v)).toArray();
    return Maps.tensor(values, shape).permute(order);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 22, 3, 1", "1, 3, 44, 1, 2", "1, 5, 40, 3, 2", "2, 1, 10, 3, 1", "2, 1, 40, 5, 2",
    "2, 2, 40, 1, 2", "2, 8, 72, 1, 1", "2, 40, 40, 1, 2", "2, 40, 40, 3, 1", "2, 40, 48, 3, 2",
    "2, 3, 88, 1, 1", "3, 1, 8, 3, 1", "3, 2, 40, 5, 1", "3, 8, 40, 1, 2", "3, 3, 24, 3, 2"
  })
  void everyFormatGivesTheSameValuesAndDerivatives(int d, int in, int out, int kernel, int stride) {
    for (boolean isTransposed : new boolean[] {false, true}) {
      assertSame(d, in, out, kernel, new Motion(stride, 0, 1, 1, isTransposed));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 3, 1", "2, 1, 3, 1", "2, 40, 3, 2", "3, 8, 3, 1", "3, 40, 1, 2"})
  void soItIsChannelByChannel(int d, int channels, int kernel, int stride) {
    assertSame(d, channels, channels, kernel, new Motion(stride, 0, 1, channels, false));
  }

  private static void assertSame(int d, int in, int out, int kernel, Motion motion) {
    double[][] exact = results(ScalarType.Double, d, in, out, kernel, motion);
    double[][] single = results(ScalarType.Float, d, in, out, kernel, motion);
    double[][] narrow = results(ScalarType.BFloat16, d, in, out, kernel, motion);
    for (int i = 0; i < exact.length; i++) {
      String what = motion + " " + PARTS.get(i);
      assertThat(Maps.error(single[i], exact[i])).as(what).isLessThan(1e-5);
      assertThat(Maps.error(narrow[i], exact[i])).as(what + " bf16").isLessThan(1e-2);
    }
  }

  /** LibTorch computes batches of sixteen and more in other ways than small ones. */
  @ParameterizedTest
  @CsvSource({"1, 40, 40, 1", "2, 40, 40, 1", "2, 1, 40, 3", "2, 40, 72, 1"})
  void largeBatchesAreLookedAtAsSuch(int threads, int in, int out, int kernel) {
    Motion motion = new Motion(1, 0, 1, 1, false);
    int before = Engine.threads();
    try {
      Engine.setThreads(threads);
      double[][] exact = results(ScalarType.Double, 2, 17, in, out, kernel, motion);
      double[][] single = results(ScalarType.Float, 2, 17, in, out, kernel, motion);
      for (int i = 0; i < exact.length; i++) {
        assertThat(Maps.error(single[i], exact[i])).as(PARTS.get(i)).isLessThan(1e-5);
      }
    } finally {
      Engine.setThreads(before);
    }
  }

  @Test
  void lookingAtAShapeDrawsNoNumberOfThePrograms() {
    torch.manual_seed(5);
    double[] expected = Tensors.toDoubles(torch.rand(4));
    torch.manual_seed(5);
    Motion motion = new Motion(1, 1, 1, 1, false);
    Tensor x = torch.ones(2, 7, 11, 13);
    Correlations.of(x, torch.ones(9, 7, 3, 3), new TensorOptional(), motion);

    assertThat(Tensors.toDoubles(torch.rand(4))).isEqualTo(expected);
  }
}
