package dev.pinwheel.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** MD5 and SHA-256 as lower-case hexadecimal text. MD5 detects accidents, not malice. */
public final class Hashes {
  private Hashes() {}

  /**
   * Hashes bytes.
   *
   * @param bytes what to hash; not modified
   * @return the SHA-256, 64 digits
   */
  public static String sha256(byte[] bytes) {
    return hex(sha256Digest().digest(bytes));
  }

  /**
   * Hashes a file's content.
   *
   * @param file the file
   * @return the SHA-256, 64 digits
   * @throws DataException if the file can't be read
   */
  public static String sha256(Path file) {
    return hash(file, sha256Digest());
  }

  /**
   * Hashes bytes.
   *
   * @param bytes what to hash; not modified
   * @return the MD5, 32 digits
   */
  public static String md5(byte[] bytes) {
    return hex(md5Digest().digest(bytes));
  }

  /**
   * Hashes a file's content.
   *
   * @param file the file
   * @return the MD5, 32 digits
   * @throws DataException if the file can't be read
   */
  public static String md5(Path file) {
    return hash(file, md5Digest());
  }

  /**
   * Hashes what is left of a stream, without closing it.
   *
   * @param in the stream; read to its end
   * @param digest what takes the bytes; reset afterwards
   * @return the hash as hexadecimal text
   * @throws IOException if reading fails
   */
  public static String drain(InputStream in, MessageDigest digest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
    }
    return hex(digest.digest());
  }

  /**
   * Makes a new SHA-256 digest.
   *
   * @return the digest, fresh
   */
  public static MessageDigest sha256Digest() {
    return digest("SHA-256");
  }

  /**
   * Makes a new MD5 digest.
   *
   * @return the digest, fresh
   */
  public static MessageDigest md5Digest() {
    return digest("MD5");
  }

  /**
   * Writes bytes as text.
   *
   * @param bytes the bytes; not modified
   * @return two lower-case hexadecimal digits for each byte
   */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String hash(Path file, MessageDigest digest) {
    try (InputStream in = Files.newInputStream(file)) {
      return drain(in, digest);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
