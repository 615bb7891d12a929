package dev.pinwheel.nn.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The three keys of a file's metadata that tell whether the file has changed. */
final class Seal {
  /** The key of the digest. */
  static final String DIGEST = "sha256";

  /** The number of hexadecimal digits of the digest. */
  static final int DIGITS = 64;

  private static final String FORMAT = "pinwheel_format";
  private static final String KIND = "pinwheel_seal";

  private Seal() {}

  /** Returns metadata with a seal whose digest is still zeros. */
  static Map<String, String> unsigned(Map<String, String> metadata) {
    Map<String, String> sealed = new LinkedHashMap<>(metadata);
    sealed.put(FORMAT, "1");
    sealed.put(KIND, "sha256 of the file with its digits as zeros");
    sealed.put(DIGEST, "0".repeat(DIGITS));
    return sealed;
  }

  /** Returns the keys that belong to the seal. */
  static Set<String> keys() {
    return Set.of(FORMAT, KIND, DIGEST);
  }

  /**
   * Returns whether the metadata say that there is a seal. There are two signs of it, so that no
   * change of a single byte can make a sealed file look like one without a seal.
   */
  static boolean claimedBy(Map<String, String> metadata) {
    return metadata.containsKey(FORMAT) || metadata.containsKey(KIND);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
