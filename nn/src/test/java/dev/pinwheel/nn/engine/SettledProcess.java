package dev.pinwheel.nn.engine;

import com.sun.jna.NativeLibrary;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack.MklSetNumThreadsLocal;
import org.bytedeco.pytorch.global.torch;

/** A process that uses the library, and says what it finds settled. */
final class SettledProcess {
  /** An aligned block is cut from a greater one, so it takes some to have one that fits. */
  private static final int WARM_UP = 24;

  private static final int BLOCKS = 10;

  /** 48 MiB: more than glibc ever keeps by itself, less than a thread's heap. */
  private static final long FLOATS = 12L << 20;

  private SettledProcess() {}

  /** Prints the page faults of taking and filling a block, and OpenBLAS's threads. */
  public static void main(String[] arguments) throws IOException {
    Net net = Net.images(PointGroup.parse("p4"), 1, 8, 8).lifting(1, 3).build();
    Model.initialise(net, 0).close();
    Engine.setThreads(1);
    for (int i = 0; i < WARM_UP; i++) {
      fillBlock();
    }
    long before = faults();
    for (int i = 0; i < BLOCKS; i++) {
      fillBlock();
    }
    System.out.println("faults " + (double) (faults() - before) / BLOCKS);
    System.out.println("threads " + openBlasThreads());
    System.out.println("spins " + variable("GOMP_SPINCOUNT"));
  }

  private static void fillBlock() {
    try (PointerScope scope = new PointerScope()) {
      torch.ones(FLOATS);
    }
  }

  /** This thread's minor page faults so far: the tenth field of its {@code stat}. */
  private static long faults() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[7]);
  }

  /** OpenBLAS tells the number when another one is set; MKL's function has the same type. */
  private static int openBlasThreads() {
    try (SetLocal setLocal = new SetLocal()) {
      setLocal.put(Loader.addressof("openblas_set_num_threads_local"));
      return setLocal.call(1);
    }
  }

  private static final class SetLocal extends MklSetNumThreadsLocal {}

  private static String variable(String name) {
    return NativeLibrary.getProcess()
        .getFunction("getenv")
        .invokeString(new Object[] {name}, false);
  }
}
