package dev.pinwheel.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes as the format describes them, put together and taken apart without the code under test. */
class FormatTest {
  @Test
  void bytesPutTogetherByHandAreRead() {
    String header =
        "{\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[8,16]},"
            + "\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}    ";
    byte[] prefix = {(byte) header.length(), 0, 0, 0, 0, 0, 0, 0};
    byte[] data = {42, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0};
    byte[] file =
        ByteBuffer.allocate(8 + header.length() + data.length)
            .put(prefix)
            .put(header.getBytes(StandardCharsets.UTF_8))
            .put(data)
            .array();

    SafeTensors read = SafeTensors.fromBytes(file, "by hand");

    assertThat(read.tensors().keySet()).containsExactly("b", "a");
    assertThat(read.tensors().get("a").toLongs()).containsExactly(42);
    assertThat(read.tensors().get("b").shape()).containsExactly(1, 2);
    assertThat(read.tensors().get("b").toFloats()).containsExactly(1, -2);
    assertThat(read.integrity()).isEqualTo(Integrity.UNSEALED);
  }

  @Test
  void bytesThatAreWrittenCanBeTakenApartByHand() throws Exception {
    byte[] file = mixed().toBytes();
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String header = new String(file, 8, length, StandardCharsets.UTF_8);

    assertThat(length % 8).isZero();
    assertThat(header).startsWith("{\"__metadata__\":{\"epoch\":\"3\",").matches(".*\\}\\} *");
    assertThat(header)
        .contains("\"mask\":{\"dtype\":\"BOOL\",\"shape\":[3],\"data_offsets\":[24,27]}")
        .contains("\"bias\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[16,20]}")
        .contains("\"wide\":{\"dtype\":\"F64\",\"shape\":[2,1],\"data_offsets\":[0,16]}")
        .contains("\"half\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[20,24]}")
        .contains("\"none\":{\"dtype\":\"I32\",\"shape\":[0],\"data_offsets\":[20,20]}");
    assertThat(file).hasSize(8 + length + 27);
    assertThat(Arrays.copyOfRange(file, 8 + length + 24, file.length)).containsExactly(1, 0, 1);

    Matcher digest = Pattern.compile("\"sha256\":\"([0-9a-f]{64})\"").matcher(header);
    assertThat(digest.find()).isTrue();
    Arrays.fill(file, 8 + digest.start(1), 8 + digest.end(1), (byte) '0');
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
        .isEqualTo(digest.group(1));
  }

  @Test
  void pythonReadsTheSameValues(@TempDir Path folder) throws Exception {
    assumeTrue(python("import numpy, safetensors.numpy") == 0, "Python has no safetensors");
    Path file = folder.resolve("mixed.safetensors");
    mixed().write(file);
    Path copy = folder.resolve("copy.safetensors");

    int status =
        python(
            """
            import sys
            from safetensors import safe_open
            from safetensors.numpy import load_file, save_file
            t = load_file(sys.argv[1])
            assert t["wide"].tolist() == [[0.5], [-3.0]] and t["wide"].dtype == "float64"
            assert t["bias"].shape == () and t["bias"] == 7
            assert t["half"].tolist() == [[1.0, -2.0]]
            assert t["mask"].tolist() == [True, False, True]
            assert t["none"].shape == (0,)
            with safe_open(sys.argv[1], "np") as f:
                assert f.metadata()["epoch"] == "3" and len(f.metadata()["sha256"]) == 64
            save_file(t, sys.argv[2], {"epoch": "3"})
            """,
            file.toString(),
            copy.toString());

    assertThat(status).isZero();
    SafeTensors back = SafeTensors.read(copy);
    assertThat(back).isEqualTo(mixed());
    assertThat(back.integrity()).isEqualTo(Integrity.UNSEALED);
  }

  private static SafeTensors mixed() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("mask", raw(DType.BOOL, new long[] {3}, 1, 0, 1));
    tensors.put("bias", TensorData.ofFloats(new long[0], 7));
    tensors.put("wide", TensorData.ofDoubles(new long[] {2, 1}, 0.5, -3));
    tensors.put("none", raw(DType.I32, new long[] {0}));
    tensors.put("half", raw(DType.F16, new long[] {1, 2}, 0, 0x3c, 0, 0xc0));
    return SafeTensors.of(tensors, Map.of("epoch", "3"));
  }

  private static TensorData raw(DType dtype, long[] shape, int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int value : bytes) {
      buffer.put((byte) value);
    }
    return TensorData.of(dtype, shape, buffer.flip());
  }

  private static int python(String program, String... arguments) throws InterruptedException {
    String[] command = new String[3 + arguments.length];
    command[0] = "python3";
    command[1] = "-c";
    command[2] = program;
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
