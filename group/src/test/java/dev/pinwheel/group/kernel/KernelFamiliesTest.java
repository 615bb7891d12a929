package dev.pinwheel.group.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFamiliesTest {
  @ParameterizedTest
  @ValueSource(strings = {"grid", "interpolated", "interpolated(cubic)"})
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
        .withMessageContaining("grid, interpolated, interpolated(cubic)");
  }
}
