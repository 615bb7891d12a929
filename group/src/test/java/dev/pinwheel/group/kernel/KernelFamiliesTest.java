package dev.pinwheel.group.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFamiliesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "grid",
        "harmonic",
        "harmonic(window=2)",
        "harmonic(window=4, decay=1.0)",
        "interpolated",
        "interpolated(cubic)"
      })
  void namesParseBack(String name) {
    assertThat(KernelFamilies.parse(name).name()).isEqualTo(name);
    assertThat(KernelFamilies.parse(name)).isEqualTo(KernelFamilies.parse(" " + name));
  }

  @Test
  void theDefaultInterpolationIsBilinear() {
    assertThat(KernelFamilies.parse("interpolated(bilinear)")).isEqualTo(new InterpolatedKernels());
  }

  @Test
  void anUnknownNameIsAnsweredWithAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelFamilies.parse("gird"))
        .withMessageContaining("'gird'")
        .withMessageContaining("grid, harmonic, interpolated, interpolated(cubic)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gird",
        "",
        "harmonic()",
        "harmonic(width=2)",
        "harmonic(window=two)",
        "harmonic(window=2.5)",
        "harmonic(decay)",
        "harmonic(decay=1",
        "interpolated(quintic)"
      })
  void whatCannotBeReadIsQuoted(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelFamilies.parse(name))
        .withMessageContaining("'" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"harmonic(window=0)", "harmonic(decay=0)", "harmonic(decay=1.5)"})
  void numbersOutOfBoundsAreRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelFamilies.parse(name))
        .withMessageContaining(name.replaceAll(".*=|[)]", ""));
  }

  @Test
  void numbersLeftOutHaveTheirDefaults() {
    HarmonicKernels usual = new HarmonicKernels();
    assertThat(KernelFamilies.parse("harmonic( decay = 0.25 )"))
        .isEqualTo(new HarmonicKernels(usual.window(), 0.25));
  }
}
