package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Correlations.Motion;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NativeScope.class)
class SwappedCorrelationTest {
  private static final double SINGLE = 1e-5;

  @FunctionalInterface
  private interface Way {
    Tensor of(Tensor x, Tensor filters, TensorOptional shift, Motion motion);
  }

  /** The value and its derivatives by map, filters and shift. */
  private static double[][] results(Way way, ScalarType format, int in, int out, Motion motion) {
    Tensor x = input(1, format, 16, in, 17, 19);
    Tensor filters = input(2, format, out, in, 3, 3);
    Tensor shift = input(3, format, 1, out, 1, 1).detach().view(-1).set_requires_grad(true);
    Tensor y = way.of(x, filters, new TensorOptional(shift), motion);
    return CorrelationsTest.valueAndDerivatives(y, x, filters, shift);
  }

  private static Tensor input(int seed, ScalarType format, long... shape) {
    int count = (int) (shape[0] * shape[1] * shape[2] * shape[3]);
    return Maps.tensor(Maps.normal(seed, count), shape)
        .to(format)
        .contiguous(MemoryFormat.ChannelsLast)
        .set_requires_grad(true);
  }

  private static Tensor plain(Tensor x, Tensor filters, TensorOptional shift, Motion motion) {
    long[] padding = {motion.padding(), motion.padding()};
    return torch.conv2d(x, filters, shift, new long[] {1, 1}, padding, new long[] {1, 1}, 1);
  }

  @ParameterizedTest
  @CsvSource({"40, 40, 0", "40, 48, 1", "33, 64, 2", "64, 32, 1"})
  void givesTheSameValueAndDerivatives(int in, int out, int padding) {
    Motion motion = new Motion(1, padding, 1, 1, false);
    double[][] exact = results(SwappedCorrelationTest::plain, ScalarType.Double, in, out, motion);
    double[][] found = results(SwappedCorrelation::of, ScalarType.Float, in, out, motion);
    for (int i = 0; i < exact.length; i++) {
      assertThat(Maps.error(found[i], exact[i])).as("number " + i).isLessThan(SINGLE);
    }
  }

  @Test
  void theValueOutlivesWhatItWasComputedWith() {
    Motion motion = new Motion(1, 0, 1, 1, false);
    Tensor x = input(1, ScalarType.Float, 16, 40, 18, 18).detach();
    Tensor filters = input(2, ScalarType.Float, 40, 40, 3, 3).detach();
    Tensor kept;
    try (PointerScope scope = new PointerScope()) {
      kept = Tensors.keep(SwappedCorrelation.of(x, filters, new TensorOptional(), motion));
    }
    double[] expected = Tensors.toDoubles(plain(x, filters, new TensorOptional(), motion));
    assertThat(Maps.error(Tensors.toDoubles(kept), expected)).isLessThan(SINGLE);
    Tensors.release(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "16, 40, 18, 3, 0, 1, true",
    "15, 40, 18, 3, 0, 1, false",
    "16, 31, 18, 3, 0, 1, false",
    "16, 80, 18, 3, 0, 1, false",
    "16, 64, 18, 3, 0, 1, false",
    "16, 64, 22, 3, 0, 1, false",
    "16, 64, 23, 3, 0, 1, true",
    "16, 40, 17, 3, 0, 1, false",
    "16, 40, 17, 3, 1, 1, true",
    "16, 40, 30, 3, 0, 1, true",
    "16, 40, 31, 3, 0, 1, false",
    "16, 40, 18, 5, 1, 1, false",
    "16, 40, 18, 3, 3, 1, false",
    "16, 40, 18, 3, 0, 2, false"
  })
  void isForSomeShapesOnOneSortOfProcessors(
      long images, long channels, long size, long kernel, long padding, long stride, boolean is) {
    Tensor x = torch.zeros(images, channels, size, size).contiguous(MemoryFormat.ChannelsLast);
    Tensor filters = torch.zeros(channels, channels, kernel, kernel);
    Motion motion = new Motion(stride, padding, 1, 1, false);
    assertThat(SwappedCorrelation.suits(x, filters, motion))
        .isEqualTo(is && Processor.here().isWideAmd());
    Tensor narrow = x.to(ScalarType.BFloat16);
    assertThat(SwappedCorrelation.suits(narrow, filters, motion)).isFalse();
  }
}
