package dev.pinwheel.nn.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;

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

  /**
   * What the allocator has given out and not got back, over all threads, in bytes.
   *
   * @throws UnsatisfiedLinkError before glibc 2.33, whose figures end at 2 GiB
   */
  long givenOut() {
    MallocInfo info =
        (MallocInfo) process.getFunction("mallinfo2").invoke(MallocInfo.class, new Object[0]);
    return info.uordblks + info.hblkhd;
  }

  /** {@code struct mallinfo2} of {@code malloc.h}, by value. */
  @Structure.FieldOrder({
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keepcost"
  })
  public static final class MallocInfo extends Structure implements Structure.ByValue {
    public long arena;
    public long ordblks;
    public long smblks;
    public long hblks;
    public long hblkhd;
    public long usmblks;
    public long fsmblks;
    public long uordblks;
    public long fordblks;
    public long keepcost;
  }
}
