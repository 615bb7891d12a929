package dev.pinwheel.nn.engine;

import com.sun.jna.Function;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** The library that LibTorch takes matrix products in float32 and float64 from. */
final class OpenBlas {
  /** Its kernels with AVX-512, by the processors that they are named for. */
  private static final Set<String> WIDE = Set.of("skylakex", "cooperlake", "sapphirerapids");

  private OpenBlas() {}

  /** Whether its kernels have AVX-512, or LibTorch has another library. */
  static boolean isWide() {
    return kernels().map(OpenBlas::isWide).orElse(true);
  }

  static boolean isWide(String kernels) {
    return WIDE.contains(kernels.toLowerCase(Locale.ROOT));
  }

  /** The processor whose kernels are used, as OpenBLAS names it. */
  private static Optional<String> kernels() {
    Engine.threads(); // Loads LibTorch.
    Pointer name = Loader.addressof("openblas_get_corename");
    return name == null
        ? Optional.empty()
        : Optional.of(
            Function.getFunction(new com.sun.jna.Pointer(name.address()))
                .invokeString(new Object[0], false));
  }
}
