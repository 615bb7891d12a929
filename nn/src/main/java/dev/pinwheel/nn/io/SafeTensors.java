package dev.pinwheel.nn.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of one file of tensors: tensors by name, and strings that describe them, both in the
 * order in which they were given. Immutable.
 */
public final class SafeTensors {
  private final Map<String, TensorData> tensors;
  private final Map<String, String> metadata;
  private final Integrity integrity;

  SafeTensors(Map<String, TensorData> tensors, Map<String, String> metadata, Integrity integrity) {
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    this.integrity = integrity;
  }

  /**
   * Gathers tensors and what describes them.
   *
   * @param tensors the tensors by name; the name {@code __metadata__} is not free
   * @param metadata what describes them; the keys of the seal are not free
   * @return the content of a file yet to be written
   */
  public static SafeTensors of(Map<String, TensorData> tensors, Map<String, String> metadata) {
    if (tensors.containsKey(Header.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor cannot be named '%s', which stands for the metadata: choose another name"
              .formatted(Header.METADATA));
    }
    tensors.keySet().forEach(SafeTensors::checkText);
    metadata.values().forEach(SafeTensors::checkText);
    for (String key : metadata.keySet()) {
      checkText(key);
      if (Seal.keys().contains(key)) {
        throw new IllegalArgumentException(
            "the metadata key '%s' belongs to the seal: choose another key".formatted(key));
      }
    }
    return new SafeTensors(tensors, metadata, Integrity.IN_MEMORY);
  }

  private static void checkText(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "the name or value '%s' has half of a surrogate pair: choose another".formatted(text));
    }
  }

  /**
   * Reads a file and checks it.
   *
   * @param file the file
   * @return its content
   * @throws WeightFileException if the file cannot be read, or is not well formed, or has changed
   *     since it was sealed
   */
  public static SafeTensors read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new SafeTensorsReader(file.toString(), in, Files.size(file)).read();
    } catch (NoSuchFileException e) {
      throw new WeightFileException(
          "there is no file of weights '%s': check the path".formatted(file), e);
    } catch (IOException e) {
      throw new WeightFileException(
          "cannot read the file of weights '%s': %s".formatted(file, e), e);
    }
  }

  /**
   * Reads the bytes of a file and checks them.
   *
   * @param bytes all of the file's bytes
   * @param name what to call the file in messages
   * @return its content
   * @throws WeightFileException if the bytes are not well formed, or have changed since they were
   *     sealed
   */
  public static SafeTensors fromBytes(byte[] bytes, String name) {
    try {
      return new SafeTensorsReader(name, new ByteArrayInputStream(bytes), bytes.length).read();
    } catch (IOException e) {
      throw new WeightFileException("cannot read '%s': %s".formatted(name, e), e);
    }
  }

  /**
   * Writes a sealed file. The stream is flushed and stays open.
   *
   * @param out where to
   * @throws IOException if that fails
   */
  public void write(OutputStream out) throws IOException {
    SafeTensorsWriter.write(this, out);
    out.flush();
  }

  /**
   * Writes a sealed file in one step: under its name there is the old file or the new one, whole.
   *
   * @param file the file, which is replaced if it exists; its folder must exist
   * @throws UncheckedIOException if that fails
   */
  public void write(Path file) {
    try {
      SafeTensorsWriter.replace(this, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the bytes of a sealed file.
   *
   * @return all of its bytes
   */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * Returns the tensors by name.
   *
   * @return an unmodifiable map in the file's order
   */
  public Map<String, TensorData> tensors() {
    return tensors;
  }

  /**
   * Returns the strings that describe the tensors, without the seal.
   *
   * @return an unmodifiable map in the file's order
   */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * Returns what is known of the bytes that this came from.
   *
   * @return whether a seal was there and matched
   */
  public Integrity integrity() {
    return integrity;
  }

  /** Compares tensors and metadata; where they came from makes no difference. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SafeTensors that
        && tensors.equals(that.tensors)
        && metadata.equals(that.metadata);
  }

  @Override
  public int hashCode() {
    return 31 * tensors.hashCode() + metadata.hashCode();
  }

  @Override
  public String toString() {
    return "SafeTensors[tensors=%s, metadata=%s, %s]".formatted(tensors, metadata, integrity);
  }
}
