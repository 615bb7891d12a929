package dev.pinwheel.nn.engine;

import com.sun.jna.NativeLibrary;

/** The few functions of the C library that Pinwheel calls itself, where that is glibc. */
final class Glibc {
  private final NativeLibrary process;

  private Glibc(NativeLibrary process) {
    this.process = process;
  }

  static boolean isPossible() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  /**
   * Finds the functions in this process.
   *
   * @throws UnsatisfiedLinkError if the C library is another
   */
  static Glibc find() {
    NativeLibrary process = NativeLibrary.getProcess();
    process.getFunction("gnu_get_libc_version");
    return new Glibc(process);
  }

  /** Changes a setting of the allocator, by its number in {@code malloc.h}. */
  void mallopt(int setting, int value) {
    process.getFunction("mallopt").invokeInt(new Object[] {setting, value});
  }

  /** Sets a variable of the environment for natives that are loaded later, unless it is set. */
  void setDefault(String variable, String value) {
    process.getFunction("setenv").invokeInt(new Object[] {variable, value, 0});
  }
}
