package dev.pinwheel.nn.engine;

import com.sun.jna.Function;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/** The library that LibTorch takes matrix products in float32 and float64 from. */
public final class OpenBlas {
  /** Its kernels with AVX-512, by the processors that they are named for. */
  private static final Set<String> WIDE = Set.of("skylakex", "cooperlake", "sapphirerapids");

  private static final boolean NARROW =
      kernels().map(name -> isNarrow(name, Processor.isWide())).orElse(false);

  private OpenBlas() {}

  /**
   * Whether its products are about half as fast as the processor allows, for it has chosen kernels
   * without AVX-512 on a processor with it: it is told to by {@code OPENBLAS_CORETYPE}, or does not
   * know the processor.
   *
   * @return whether it is so; false where LibTorch has another library
   */
  public static boolean isNarrow() {
    return NARROW;
  }

  static boolean isNarrow(String kernels, boolean isWideProcessor) {
    return isWideProcessor && !WIDE.contains(kernels.toLowerCase(Locale.ROOT));
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
