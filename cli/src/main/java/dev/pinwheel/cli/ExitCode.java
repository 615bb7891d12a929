package dev.pinwheel.cli;

/** What the process's exit code says. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** It failed for a reason that the message names. */
  static final int FAILED = 1;

  /** The command line was wrong. */
  static final int USAGE = 2;

  /** A checked model is not equivariant. */
  static final int NOT_EQUIVARIANT = 3;

  /** There is a bug. */
  static final int BUG = 70;

  /** It was interrupted. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
