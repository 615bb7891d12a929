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

  /** Half of the numbers give a zero: the negative ones. */
  private static MaskBits stream(long seed) {
    return new MaskBits(seed, 1 << 15);
  }

  private static long[] bits(MaskBits stream, long count) {
    Tensor next = stream.next(count);
    assertThat(Tensors.has(next, ScalarType.Short)).isTrue();
    assertThat(next.sizes().vec().get()).containsExactly(count);
    return Arrays.stream(Tensors.toDoubles(next))
        .mapToLong(
            value -> {
              assertThat(value == 0 || value == 1).as("%s is zero or one", value).isTrue();
              return (long) value;
            })
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 32767, 32768, 32769, 40000, 65535})
  void isTheStreamOfSplitMix(int dropped) {
    for (long seed : new long[] {1, -1, 42, Long.MIN_VALUE, 0x123456789ABCDEFL}) {
      SplittableRandom java = new SplittableRandom(seed - GOLDEN);
      long[] expected = new long[4 * 20_000];
      for (int i = 0; i < expected.length; i += 4) {
        long draw = java.nextLong();
        for (int part = 0; part < 4; part++) {
          expected[i + part] = (short) (draw >> (16 * part)) - Short.MIN_VALUE >= dropped ? 1 : 0;
        }
      }
      assertThat(bits(new MaskBits(seed, dropped), expected.length)).containsExactly(expected);
    }
  }

  @Test
  void oneSeedGivesOneStream() {
    assertThat(bits(stream(7), 1000)).containsExactly(bits(stream(7), 1000));
    assertThat(bits(stream(7), 1000)).isNotEqualTo(bits(stream(8), 1000));
  }

  @Test
  void piecesOfWholeDrawsAreTheStream() {
    long[] whole = bits(stream(3), 4000);
    for (int[] pieces : new int[][] {{4, 3996}, {2000, 2000}, {1200, 4, 96, 2000, 700}}) {
      MaskBits stream = stream(3);
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
    long[] whole = bits(stream(3), 2000);
    MaskBits stream = stream(3);
    assertThat(bits(stream, 505)).containsExactly(Arrays.copyOf(whole, 505));
    assertThat(bits(stream, 401)).containsExactly(Arrays.copyOfRange(whole, 508, 909));
    assertThat(bits(stream, 70)).containsExactly(Arrays.copyOfRange(whole, 912, 982));
  }

  @ParameterizedTest
  @ValueSource(ints = {655, 19661, 32768, 58982})
  void eachOfADrawsFourIsDroppedAsOften(int dropped) {
    long[] values = bits(new MaskBits(5, dropped), MANY);
    double p = dropped / 65536.0;
    double each = MANY / 4.0;
    for (int part = 0; part < 4; part++) {
      double kept = 0;
      for (int i = part; i < MANY; i += 4) {
        kept += values[i];
      }
      assertThat((kept - each * (1 - p)) / Math.sqrt(each * p * (1 - p))).isBetween(-4.5, 4.5);
    }
  }

  @Test
  void neighboursAreEqualHalfOfTheTime() {
    long[] values = bits(stream(9), MANY);
    for (int lag = 1; lag <= 8; lag++) {
      double same = 0;
      for (int i = lag; i < MANY; i++) {
        same += values[i] == values[i - lag] ? 1 : 0;
      }
      double pairs = MANY - lag;
      assertThat((same - pairs / 2) / Math.sqrt(pairs / 4)).as("lag " + lag).isBetween(-4.5, 4.5);
    }
  }
}
