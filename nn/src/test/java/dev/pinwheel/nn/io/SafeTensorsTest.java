package dev.pinwheel.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
  @Property(tries = 300)
  void whatIsWrittenIsRead(@ForAll("contents") SafeTensors content) {
    byte[] bytes = content.toBytes();
    SafeTensors read = SafeTensors.fromBytes(bytes, "test");

    assertThat(read).isEqualTo(content);
    assertThat(List.copyOf(read.tensors().keySet()))
        .isEqualTo(List.copyOf(content.tensors().keySet()));
    assertThat(List.copyOf(read.metadata().keySet()))
        .isEqualTo(List.copyOf(content.metadata().keySet()));
    assertThat(read.integrity()).isEqualTo(Integrity.VERIFIED);
    assertThat(read.toBytes()).isEqualTo(bytes);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
  }

  @Provide
  Arbitrary<SafeTensors> contents() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .ofMaxLength(12)
            .filter(s -> StandardCharsets.UTF_8.newEncoder().canEncode(s));
    Arbitrary<String> names = texts.filter(s -> !s.equals("__metadata__") && !s.equals("sha256"));
    return Combinators.combine(
            Arbitraries.maps(names, tensors()).ofMaxSize(5),
            Arbitraries.maps(names, texts).ofMaxSize(3))
        .as(SafeTensors::of);
  }

  private static Arbitrary<TensorData> tensors() {
    Arbitrary<long[]> shapes = Arbitraries.longs().between(0, 3).array(long[].class).ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.of(DType.class),
            shapes,
            Arbitraries.bytes().array(byte[].class).ofSize(216))
        .as(
            (dtype, shape, bytes) ->
                TensorData.of(
                    dtype, shape, ByteBuffer.wrap(bytes, 0, (int) Shapes.bytes(dtype, shape))));
  }

  @Test
  void aFileIsReplacedWhole(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("w.safetensors");
    Files.writeString(file, "old");
    SafeTensors content =
        SafeTensors.of(Map.of("w", TensorData.ofFloats(new long[] {2}, 1, 2)), Map.of("k", "v"));
    content.write(file);

    assertThat(SafeTensors.read(file)).isEqualTo(content);
    assertThat(folder.toFile().list()).containsExactly("w.safetensors");
  }

  @Test
  void aFolderThatIsMissingIsNamed(@TempDir Path folder) {
    Path file = folder.resolve("none").resolve("w.safetensors");
    SafeTensors content = SafeTensors.of(Map.of(), Map.of());

    assertThatThrownBy(() -> content.write(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> SafeTensors.read(folder))
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void namesOfTheFormatAreRefused() {
    Map<String, TensorData> reserved = new LinkedHashMap<>();
    reserved.put("__metadata__", TensorData.ofLongs(new long[0], 1));

    assertThatThrownBy(() -> SafeTensors.of(reserved, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("__metadata__");
    assertThatThrownBy(() -> SafeTensors.of(Map.of(), Map.of("sha256", "0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sha256");
    assertThatThrownBy(() -> SafeTensors.of(Map.of(), Map.of("k", "\ud800")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }
}
