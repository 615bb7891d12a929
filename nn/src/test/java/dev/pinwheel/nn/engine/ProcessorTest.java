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
    "AuthenticAMD, 26, fpu avx2 avx512f sha_ni, true, true, false",
    "AuthenticAMD, 25, fpu avx2 avx512f sha_ni, false, false, true",
    "AuthenticAMD, 25, fpu avx2 sha_ni, false, false, true",
    "GenuineIntel, 6, fpu avx2 avx512f amx_bf16, true, false, false",
    "GenuineIntel, 6, fpu avx2, false, false, true",
    "GenuineIntel, 6, fpu sse4_2, false, false, false"
  })
  void isKnownByMakerFamilyAndInstructions(
      String maker, String family, String flags, boolean wide, boolean wideAmd, boolean narrow)
      throws IOException {
    Path info = folder.resolve("cpuinfo");
    Files.writeString(
        info,
        "processor\t: 0\nvendor_id\t: "
            + maker
            + "\ncpu family\t: "
            + family
            + "\nflags\t\t: "
            + flags
            + "\n");

    Processor processor = Processor.of(info);
    assertThat(processor.isWide()).isEqualTo(wide);
    assertThat(processor.isWideAmd()).isEqualTo(wideAmd);
    assertThat(processor.isNarrow()).isEqualTo(narrow);
  }

  @ParameterizedTest
  @CsvSource({
    "fpu avx512f avx512_bf16 amx_bf16 amx_tile, MATRIX_UNITS",
    "fpu avx512f avx512_bf16, INSTRUCTIONS",
    "fpu avx512f, NONE"
  })
  void isKnownByWhatItHasForBf16(String flags, Bf16Support expected) throws IOException {
    Path info = folder.resolve("cpuinfo");
    Files.writeString(info, "flags\t\t: " + flags + "\n");
    assertThat(Processor.of(info).bf16()).isEqualTo(expected);
  }

  @Test
  void isDescribedByNameSortAndInstructions() throws IOException {
    Path info = folder.resolve("cpuinfo");
    Files.writeString(
        info,
        """
        cpu family      : 25
        model           : 17
        model name      : AMD EPYC
        flags           : fpu avx512f avx2 avx512_bf16 sha_ni
        """);
    assertThat(Processor.of(info).description())
        .isEqualTo("AMD EPYC (family 25, model 17, avx2, avx512f, avx512_bf16)");
  }

  @Test
  void isUnknownWhereTheSystemDoesNotSay() {
    Processor unknown = Processor.of(folder.resolve("none"));
    assertThat(unknown.isWide()).isFalse();
    assertThat(unknown.isWideAmd()).isFalse();
    assertThat(unknown.isNarrow()).isFalse();
    assertThat(unknown.bf16()).isEqualTo(Bf16Support.NONE);
    assertThat(unknown.description()).isEqualTo(System.getProperty("os.arch"));
  }
}
