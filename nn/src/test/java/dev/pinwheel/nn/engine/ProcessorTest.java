package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, fpu avx2 avx512f sha_ni, true, true",
    "AuthenticAMD, fpu avx2 sha_ni, false, false",
    "GenuineIntel, fpu avx2 avx512f amx_bf16, true, false"
  })
  void isKnownByMakerAndInstructions(String maker, String flags, boolean wide, boolean wideAmd)
      throws IOException {
    Path info = folder.resolve("cpuinfo");
    Files.writeString(
        info, "processor\t: 0\nvendor_id\t: " + maker + "\nflags\t\t: " + flags + "\n");

    assertThat(Processor.isWide(info)).isEqualTo(wide);
    assertThat(Processor.isWideAmd(info)).isEqualTo(wideAmd);
  }

  @Test
  void isUnknownWhereTheSystemDoesNotSay() {
    assertThat(Processor.isWide(folder.resolve("none"))).isFalse();
    assertThat(Processor.isWideAmd(folder.resolve("none"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Haswell, true, true",
    "Zen, true, true",
    "SkylakeX, true, false",
    "Cooperlake, true, false",
    "SapphireRapids, true, false",
    "Haswell, false, false"
  })
  void openBlasIsNarrowWhereItsKernelsAreNarrowerThanTheProcessor(
      String kernels, boolean wideProcessor, boolean narrow) {
    assertThat(OpenBlas.isNarrow(kernels, wideProcessor)).isEqualTo(narrow);
  }

  /** What the variable says, OpenBLAS must have told. */
  @Test
  void theKernelsThatOpenBlasWasToldToTakeAreSeen() {
    String told = System.getenv("OPENBLAS_CORETYPE");
    if (told != null) {
      assertThat(OpenBlas.isNarrow()).isEqualTo(OpenBlas.isNarrow(told, Processor.isWide()));
    }
  }
}
