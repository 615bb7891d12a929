package dev.pinwheel.nn.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes sealed files. */
final class SafeTensorsWriter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ALIGNMENT = 8;

  private SafeTensorsWriter() {}

  /** Writes beside the file and then takes its place. */
  static void replace(SafeTensors content, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path beside = target.resolveSibling(target.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
        write(content, out);
      }
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  static void write(SafeTensors content, OutputStream out) throws IOException {
    List<Map.Entry<String, TensorData>> placed = placed(content.tensors());
    String json = json(content, placed);
    byte[] header = padded(json);
    byte[] prefix =
        ByteBuffer.allocate(Header.PREFIX)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array();

    MessageDigest digest = Seal.digest();
    digest.update(prefix);
    digest.update(header);
    placed.forEach(named -> digest.update(named.getValue().data()));
    byte[] digits = HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(digits, 0, header, HeaderParser.parse(json).digestAt(), digits.length);

    out.write(prefix);
    out.write(header);
    WritableByteChannel channel = Channels.newChannel(out);
    for (var named : placed) {
      ByteBuffer data = named.getValue().data();
      while (data.hasRemaining()) {
        channel.write(data);
      }
    }
  }

  /** Puts wide values first, so that every tensor begins at a multiple of its values' width. */
  private static List<Map.Entry<String, TensorData>> placed(Map<String, TensorData> tensors) {
    return tensors.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, TensorData> e) -> e.getValue().dtype().bytes())
                .reversed())
        .toList();
  }

  private static String json(SafeTensors content, List<Map.Entry<String, TensorData>> placed) {
    Map<String, Long> begins = new HashMap<>();
    long position = 0;
    for (var named : placed) {
      begins.put(named.getKey(), position);
      position += named.getValue().data().remaining();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName(Header.METADATA);
      json.writeStartObject();
      Seal.unsigned(content.metadata()).forEach(json::writeStringProperty);
      json.writeEndObject();
      content.tensors().forEach((name, tensor) -> entry(json, name, tensor, begins.get(name)));
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void entry(JsonGenerator json, String name, TensorData tensor, long begin) {
    json.writeName(name);
    json.writeStartObject();
    json.writeStringProperty("dtype", tensor.dtype().name());
    json.writeName("shape");
    long[] shape = tensor.shape();
    json.writeArray(shape, 0, shape.length);
    json.writeName("data_offsets");
    json.writeArray(new long[] {begin, begin + tensor.data().remaining()}, 0, 2);
    json.writeEndObject();
  }

  private static byte[] padded(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int length = (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (length > Header.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a header of %d bytes is longer than %d: shorten the metadata or the names"
              .formatted(length, Header.MAX_LENGTH));
    }
    byte[] padded = Arrays.copyOf(bytes, length);
    Arrays.fill(padded, bytes.length, length, (byte) ' ');
    return padded;
  }
}
