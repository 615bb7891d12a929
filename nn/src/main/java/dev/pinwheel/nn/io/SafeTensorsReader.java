package dev.pinwheel.nn.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Reads one file from its first byte to its last. */
final class SafeTensorsReader {
  private final String name;
  private final InputStream in;
  private final long size;
  private final MessageDigest digest = Seal.digest();

  SafeTensorsReader(String name, InputStream in, long size) {
    this.name = name;
    this.in = in;
    this.size = size;
  }

  SafeTensors read() throws IOException {
    try {
      return content();
    } catch (HeaderParser.Malformed | IllegalArgumentException e) {
      throw failure(e.getMessage(), e);
    } catch (JacksonException e) {
      throw failure("its header is not JSON: " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw failure("its header is not UTF-8", e);
    } catch (EOFException e) {
      throw failure("it ended early: it became shorter while it was read", e);
    }
  }

  private SafeTensors content() throws IOException {
    byte[] prefix = take(Header.PREFIX, "the length of the header");
    byte[] raw = take(headerLength(prefix), "the header");
    Header header =
        HeaderParser.parse(
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    Layout.check(header, size - Header.PREFIX - raw.length);

    boolean sealed = Seal.claimedBy(header.metadata());
    String expected = sealed ? blankDigest(header, raw) : "";
    digest.update(prefix);
    digest.update(raw);
    Map<String, TensorData> tensors = tensors(header);
    String actual = HexFormat.of().formatHex(digest.digest());
    if (sealed && !actual.equals(expected)) {
      throw new HeaderParser.Malformed(
          "it has changed since it was written: its SHA-256 is %s, its seal says %s"
              .formatted(actual, expected));
    }
    Map<String, String> metadata = new LinkedHashMap<>(header.metadata());
    metadata.keySet().removeAll(Seal.keys());
    return new SafeTensors(tensors, metadata, sealed ? Integrity.VERIFIED : Integrity.UNSEALED);
  }

  private int headerLength(byte[] prefix) {
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > Header.MAX_LENGTH) {
      throw new HeaderParser.Malformed(
          "its header would be %s bytes long, the most is %d"
              .formatted(Long.toUnsignedString(length), Header.MAX_LENGTH));
    }
    if (length > size - Header.PREFIX) {
      throw new HeaderParser.Malformed(
          "it is cut short: %d bytes cannot hold a header of %d".formatted(size, length));
    }
    return (int) length;
  }

  /** Takes the digest out of the header, leaves zeros in its place, and returns it. */
  private static String blankDigest(Header header, byte[] raw) {
    String value = header.metadata().get(Seal.DIGEST);
    int at = header.digestAt();
    if (value == null || at < 0 || at + Seal.DIGITS > raw.length) {
      throw new HeaderParser.Malformed("it is sealed, but has no sha256 of 64 digits");
    }
    String digits = new String(raw, at, Seal.DIGITS, StandardCharsets.ISO_8859_1);
    if (!digits.equals(value)) {
      throw new HeaderParser.Malformed(
          "its seal '%s' is not a sha256 of 64 digits".formatted(value));
    }
    Arrays.fill(raw, at, at + Seal.DIGITS, (byte) '0');
    return digits;
  }

  private Map<String, TensorData> tensors(Header header) throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    header.entries().keySet().forEach(key -> tensors.put(key, null));
    for (var named : header.byPosition()) {
      Header.Entry entry = named.getValue();
      byte[] bytes = take((int) (entry.end() - entry.begin()), "a tensor");
      digest.update(bytes);
      tensors.put(
          named.getKey(), TensorData.owning(entry.dtype(), entry.shape(), ByteBuffer.wrap(bytes)));
    }
    return tensors;
  }

  private byte[] take(int count, String what) throws IOException {
    if (count > size) {
      throw new HeaderParser.Malformed(
          "it is cut short: %d bytes cannot hold %s".formatted(size, what));
    }
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private WeightFileException failure(String problem, Exception cause) {
    return new WeightFileException(
        "the file of weights '%s' cannot be used: %s; fetch or write it again"
            .formatted(name, problem),
        cause);
  }
}
