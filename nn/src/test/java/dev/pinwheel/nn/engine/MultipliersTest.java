package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultipliersTest {
  @ParameterizedTest
  @CsvSource({
    "true, false, SkylakeX, WIDE",
    "true, false, Cooperlake, WIDE",
    "true, false, SapphireRapids, WIDE",
    "true, false, Haswell, WIDE_IN_CORRELATIONS",
    "true, false, Zen, WIDE_IN_CORRELATIONS",
    "false, true, Haswell, NARROW",
    "false, true, Cooperlake, NARROW",
    "false, false, Haswell, WIDE"
  })
  void areKnownByProcessorAndKernels(
      boolean isWide, boolean isNarrow, String kernels, Multipliers expected) {
    assertThat(Multipliers.of(isWide, isNarrow, () -> OpenBlas.isWide(kernels)))
        .isEqualTo(expected);
  }

  /** What the variable says, OpenBLAS must have told. */
  @Test
  void theKernelsThatOpenBlasWasToldToTakeAreSeen() {
    String told = System.getenv("OPENBLAS_CORETYPE");
    if (told != null) {
      assertThat(OpenBlas.isWide()).isEqualTo(OpenBlas.isWide(told));
    }
  }
}
