package dev.pinwheel.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;

class TensorDataTest {
  @Test
  void valuesComeBackAsTheyWentIn() {
    assertThat(TensorData.ofFloats(new long[] {2, 1}, 1.5f, Float.NaN).toFloats())
        .containsExactly(1.5f, Float.NaN);
    assertThat(TensorData.ofFloats(new long[] {1}, 0.1f).toDoubles()).containsExactly(0.1f);
    assertThat(TensorData.ofDoubles(new long[0], Math.PI).toDoubles()).containsExactly(Math.PI);
    assertThat(TensorData.ofLongs(new long[] {2}, Long.MIN_VALUE, 7).toLongs())
        .containsExactly(Long.MIN_VALUE, 7);
    assertThat(bytes(DType.U8, 255, 1).toLongs()).containsExactly(255, 1);
    assertThat(bytes(DType.I32, 254, 255, 255, 255).toLongs()).containsExactly(-2);
    assertThat(bytes(DType.BF16, 0x80, 0x3f).toFloats()).containsExactly(1f);
  }

  @Test
  void halfPrecisionIsWidenedExactly() {
    assertThat(Values.half((short) 0x3c00)).isEqualTo(1f);
    assertThat(Values.half((short) 0xc000)).isEqualTo(-2f);
    assertThat(Values.half((short) 0x7bff)).isEqualTo(65504f);
    assertThat(Values.half((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(Values.half((short) 0x0400)).isEqualTo(0x1p-14f);
    assertThat(Values.half((short) 0x8000)).isEqualTo(-0f);
    assertThat(Values.half((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(Values.half((short) 0x7e00)).isNaN();
    assertThat(bytes(DType.F16, 0x00, 0x3c).toDoubles()).containsExactly(1);
  }

  @Test
  void noValueCanBeChangedFromOutside() {
    float[] values = {1, 2};
    long[] shape = {2};
    TensorData tensor = TensorData.ofFloats(shape, values);
    values[0] = 9;
    shape[0] = 9;
    tensor.shape()[0] = 9;
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1});
    TensorData copied = TensorData.of(DType.U8, new long[] {1}, bytes);
    bytes.put(0, (byte) 9);

    assertThat(tensor).isEqualTo(TensorData.ofFloats(new long[] {2}, 1, 2));
    assertThat(copied.toLongs()).containsExactly(1);
    assertThatThrownBy(() -> tensor.data().put(0, (byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThat(tensor.data().order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void shapesThatDoNotFitAreQuoted() {
    assertThatThrownBy(() -> TensorData.ofFloats(new long[] {2, 3}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2, 3] takes 24 bytes, not 4");
    assertThatThrownBy(() -> TensorData.ofFloats(new long[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[-1]");
    assertThatThrownBy(() -> TensorData.ofFloats(new long[] {1L << 40, 1L << 40}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1099511627776");
  }

  @Test
  void numbersOfAnotherKindAreRefused() {
    assertThatThrownBy(() -> TensorData.ofDoubles(new long[0], 1).toFloats())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("F64[]");
    assertThatThrownBy(() -> TensorData.ofLongs(new long[0], 1).toDoubles())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> TensorData.ofFloats(new long[0], 1).toLongs())
        .isInstanceOf(IllegalStateException.class);
  }

  private static TensorData bytes(DType dtype, int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    long[] shape = {values.length / dtype.bytes()};
    return TensorData.of(dtype, shape, buffer.flip());
  }
}
