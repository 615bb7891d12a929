package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Tensors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NativeScope.class)
class MaskBitsTest {
  /** What Java's SplittableRandom adds to its seed before a number, and MaskBits after one. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final int MANY = 1 << 20;

  private static long[] bits(MaskBits stream, long count) {
    Tensor next = stream.next(count);
    assertThat(Tensors.has(next, ScalarType.Short)).isTrue();
    assertThat(next.sizes().vec().get()).containsExactly(count);
    return Tensors.toLongs(next);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1, 42, Long.MIN_VALUE, 0x123456789ABCDEFL})
  void isTheStreamOfSplitMix(long seed) {
    SplittableRandom java = new SplittableRandom(seed - GOLDEN);
    long[] expected = new long[4 * 500];
    for (int i = 0; i < expected.length; i += 4) {
      long draw = java.nextLong();
      for (int part = 0; part < 4; part++) {
        expected[i + part] = (short) (draw >> (16 * part));
      }
    }
    assertThat(bits(new MaskBits(seed), expected.length)).containsExactly(expected);
  }

  @Test
  void oneSeedGivesOneStream() {
    assertThat(bits(new MaskBits(7), 1000)).containsExactly(bits(new MaskBits(7), 1000));
    assertThat(bits(new MaskBits(7), 1000)).isNotEqualTo(bits(new MaskBits(8), 1000));
  }

  @Test
  void piecesOfWholeDrawsAreTheStream() {
    long[] whole = bits(new MaskBits(3), 4000);
    for (int[] pieces : new int[][] {{4, 3996}, {2000, 2000}, {1200, 4, 96, 2000, 700}}) {
      MaskBits stream = new MaskBits(3);
      int from = 0;
      for (int piece : pieces) {
        assertThat(bits(stream, piece))
            .containsExactly(Arrays.copyOfRange(whole, from, from + piece));
        from += piece;
      }
      assertThat(from).isEqualTo(4000);
    }
  }

  @Test
  void theRestOfADrawIsThrownAway() {
    long[] whole = bits(new MaskBits(3), 20);
    MaskBits stream = new MaskBits(3);
    assertThat(bits(stream, 5)).containsExactly(Arrays.copyOf(whole, 5));
    assertThat(bits(stream, 1)).containsExactly(whole[8]);
    assertThat(bits(stream, 7)).containsExactly(Arrays.copyOfRange(whole, 12, 19));
  }

  /** Each of the 16 bits of each of the four numbers of a draw is set half of the time. */
  @Test
  void everyBitIsSetHalfOfTheTime() {
    long[] values = bits(new MaskBits(5), MANY);
    int[] set = new int[64];
    for (int i = 0; i < MANY; i++) {
      for (int bit = 0; bit < 16; bit++) {
        set[i % 4 * 16 + bit] += (int) (values[i] >> bit & 1);
      }
    }
    double mean = MANY / 8.0;
    double chiSquare = 0;
    for (int count : set) {
      chiSquare += (count - mean) * (count - mean) / (mean / 2);
    }
    // The 0.001 and 0.999 quantiles of χ² with 64 degrees of freedom.
    assertThat(chiSquare).isBetween(33.8, 104.7);
  }

  @Test
  void allNumbersAreAsFrequent() {
    long[] values = bits(new MaskBits(6), MANY);
    int[] counts = new int[256];
    for (long value : values) {
      assertThat(value).isBetween((long) Short.MIN_VALUE, (long) Short.MAX_VALUE);
      counts[(int) (value - Short.MIN_VALUE) >> 8]++;
    }
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += Math.pow(count - MANY / 256.0, 2) / (MANY / 256.0);
    }
    // The 0.001 and 0.999 quantiles of χ² with 255 degrees of freedom.
    assertThat(chiSquare).isBetween(190.9, 330.5);
  }

  @Test
  void neighboursShareHalfOfTheirBits() {
    long[] values = bits(new MaskBits(9), MANY);
    for (int lag = 1; lag <= 8; lag++) {
      long same = 0;
      for (int i = lag; i < MANY; i++) {
        same += 16 - Long.bitCount((values[i] ^ values[i - lag]) & 0xFFFF);
      }
      double pairs = 16.0 * (MANY - lag);
      assertThat((same - pairs / 2) / Math.sqrt(pairs / 4)).as("lag " + lag).isBetween(-4.5, 4.5);
    }
  }
}
