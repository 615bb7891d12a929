package dev.pinwheel.nn.io;

/** What is known of the bytes that tensors came from. */
public enum Integrity {
  /** Read from a file whose seal matched: not one byte has changed since it was written. */
  VERIFIED,
  /** Read from a well-formed file of another program, which carries no seal. */
  UNSEALED,
  /** Made in memory, from no file. */
  IN_MEMORY
}
