package dev.pinwheel.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamageTest {
  private static final byte[] SMALL = small();

  private static byte[] small() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("a", TensorData.ofFloats(new long[] {2}, 1, -1));
    tensors.put("ö", TensorData.ofLongs(new long[] {1}, 5));
    return SafeTensors.of(tensors, Map.of("epoch", "3")).toBytes();
  }

  @Test
  void everyChangeOfOneByteIsFound() {
    for (int at = 0; at < SMALL.length; at++) {
      for (int change = 1; change < 256; change++) {
        byte[] bytes = SMALL.clone();
        bytes[at] ^= (byte) change;
        assertRefused(bytes);
      }
    }
  }

  @Test
  void everyShorterFileIsRefused() {
    for (int length = 0; length < SMALL.length; length++) {
      assertRefused(Arrays.copyOf(SMALL, length));
    }
  }

  @Test
  void aLongerFileIsRefused() {
    assertRefused(Arrays.copyOf(SMALL, SMALL.length + 1));
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> SafeTensors.fromBytes(bytes, "small.safetensors"))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("'small.safetensors'")
        .message()
        .doesNotContainPattern("\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          not JSON            | {"w":                                                           | 0
          begin with '{'      | []                                                              | 0
          begin with '{'      | ' {}'                                                           | 0
          begin with '{'      | ''                                                              | 0
          goes on             | {} {}                                                           | 0
          uplicate            | {"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"w":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}} | 2
          uplicate            | {"__metadata__":{"a":"","a":""}}                                | 0
          __metadata__        | {"__metadata__":[]}                                             | 0
          'a' is not a string | {"__metadata__":{"a":1}}                                        | 0
          'w' is not an obj   | {"w":1}                                                         | 0
          'w' lacks           | {"w":{"dtype":"U8","shape":[1]}}                                | 0
          unknown field 'x'   | {"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}     | 1
          'I16'               | {"w":{"dtype":"I16","shape":[1],"data_offsets":[0,2]}}          | 2
          dtype is not a str  | {"w":{"dtype":1,"shape":[1],"data_offsets":[0,2]}}              | 2
          shape is not an arr | {"w":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}             | 1
          1.5, not an integer | {"w":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}         | 1
          negative size -1    | {"w":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}          | 1
          out of range        | {"w":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}} | 1
          64 bits             | {"w":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,1]}} | 1
          64 bits             | {"w":{"dtype":"U8","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}} | 0
          needs 8 bytes       | {"w":{"dtype":"F32","shape":[2],"data_offsets":[0,7]}}          | 7
          [1, 0]              | {"w":{"dtype":"U8","shape":[0],"data_offsets":[1,0]}}           | 0
          [-1, 0]             | {"w":{"dtype":"U8","shape":[1],"data_offsets":[-1,0]}}          | 0
          [0, 1, 2]           | {"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}         | 1
          leaves a hole       | {"w":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}           | 2
          overlaps            | {"v":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"w":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}} | 3
          cut short           | {"w":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}           | 8
          2 bytes too many    | {"w":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}           | 3
          2 GiB               | {"w":{"dtype":"U8","shape":[4294967296],"data_offsets":[0,4294967296]}} | 1
          has no sha256       | {"__metadata__":{"pinwheel_format":"1"}}                        | 0
          has no sha256       | {"__metadata__":{"pinwheel_seal":"","sha256":"00"}}             | 0
          """)
  void whatIsWrongIsSaid(String said, String header, int dataBytes) {
    byte[] bytes = file(header == null ? "" : header, dataBytes);
    assertThatThrownBy(() -> SafeTensors.fromBytes(bytes, "f"))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("'f'")
        .hasMessageContaining(said);
  }

  @Test
  void aHeaderOfAnyLengthIsSurvived() {
    for (long length : new long[] {-1, Long.MIN_VALUE, 100_000_001, 99_999_999, 1L << 32}) {
      byte[] bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
      assertThatThrownBy(() -> SafeTensors.fromBytes(bytes, "f"))
          .isInstanceOf(WeightFileException.class)
          .hasMessageContaining(Long.toUnsignedString(length));
    }
  }

  @Test
  void bytesThatAreNotTextAreRefused() {
    byte[] bytes = file("{\"?\":1}", 0);
    bytes[10] = (byte) 0xff;
    assertThatThrownBy(() -> SafeTensors.fromBytes(bytes, "f"))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aFileWithoutASealIsReadAsSuch() {
    SafeTensors read =
        SafeTensors.fromBytes(
            file(
                "{\"w\":{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[]},"
                    + "\"__metadata__\":{\"format\":\"pt\",\"sha256\":\"of something else\"}}  ",
                4),
            "f");

    assertThat(read.integrity()).isEqualTo(Integrity.UNSEALED);
    assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
    assertThat(read.tensors()).containsOnlyKeys("w");
  }

  private static byte[] file(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }
}
