package dev.pinwheel.train;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Structure;
import java.util.List;

/** The native memory that glibc's {@code malloc} has given out and not got back, of all threads. */
final class GivenOut {
  private GivenOut() {}

  static long bytes() {
    Info info =
        (Info)
            NativeLibrary.getProcess().getFunction("mallinfo2").invoke(Info.class, new Object[0]);
    return info.uordblks + info.hblkhd;
  }

  /** {@code struct mallinfo2}, by value. */
  public static final class Info extends Structure implements Structure.ByValue {
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

    @Override
    protected List<String> getFieldOrder() {
      return List.of(
          "arena",
          "ordblks",
          "smblks",
          "hblks",
          "hblkhd",
          "usmblks",
          "fsmblks",
          "uordblks",
          "fordblks",
          "keepcost");
    }
  }
}
