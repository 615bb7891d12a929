package dev.pinwheel.nn.fourier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.GridKernels;
import dev.pinwheel.group.kernel.TapPermutations;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Bf16Support;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Multipliers;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where correlations are computed in the Fourier domain. */
@ExtendWith(NativeScope.class)
class FourierGainTest {
  private static final int LONG_ROW = 28;

  @BeforeEach
  @AfterEach
  void oneThread() {
    Engine.setThreads(1);
  }

  @ParameterizedTest
  @CsvSource({
    "WIDE, D4, 3, 14, 14, true",
    "WIDE, D4, 3, 13, 64, false",
    "WIDE, D4, 3, 64, 13, false",
    "WIDE, D4, 1, 64, 64, false",
    "WIDE, C4, 3, 28, 28, true",
    "WIDE, C4, 3, 27, 28, false",
    "WIDE, C1, 3, 512, 512, false",
    "WIDE_IN_CORRELATIONS, D4, 3, 16, 16, true",
    "WIDE_IN_CORRELATIONS, D4, 3, 15, 15, false",
    "WIDE_IN_CORRELATIONS, C4, 3, 60, 60, true",
    "WIDE_IN_CORRELATIONS, C4, 3, 59, 59, false",
    "NARROW, D4, 3, 8, 8, true",
    "NARROW, D4, 3, 7, 8, false",
    "NARROW, C4, 3, 15, 15, true",
    "NARROW, C4, 3, 14, 15, false",
    "NARROW, C1, 3, 512, 512, false"
  })
  void isThereWhereManyProductsAreSaved(
      Multipliers multipliers, String group, int kernel, int inputs, int outputs, boolean pays) {
    PointGroup h = PointGroup.parse(group);
    assertThat(
            of(h, kernel, inputs, outputs)
                .pays(map(h, inputs, LONG_ROW), multipliers, Bf16Support.INSTRUCTIONS))
        .isEqualTo(pays);
  }

  @ParameterizedTest
  @CsvSource({
    "D4, 3, 8, true",
    "D4, 3, 7, false",
    "D4, 1, 64, false",
    "C4, 3, 15, true",
    "C4, 3, 14, false"
  })
  void mayBeThereOnSomeProcessor(String group, int kernel, int fields, boolean mayPay) {
    assertThat(of(PointGroup.parse(group), kernel, fields, fields).mayPay()).isEqualTo(mayPay);
  }

  @ParameterizedTest
  @CsvSource({
    "WIDE, INSTRUCTIONS, D4, 32, true",
    "WIDE, INSTRUCTIONS, D4, 31, false",
    "NARROW, INSTRUCTIONS, D4, 17, true",
    "NARROW, INSTRUCTIONS, D4, 16, false",
    "NARROW, INSTRUCTIONS, C4, 128, false",
    "WIDE, MATRIX_UNITS, D4, 1024, false",
    "WIDE, NONE, D4, 14, true",
    "WIDE, NONE, D4, 13, false"
  })
  void dependsInBf16OnWhatTheProcessorHasForIt(
      Multipliers multipliers, Bf16Support bf16, String group, int fields, boolean pays) {
    PointGroup h = PointGroup.parse(group);
    Tensor x = map(h, fields, LONG_ROW).to(ScalarType.BFloat16);
    assertThat(of(h, 3, fields, fields).pays(x, multipliers, bf16)).isEqualTo(pays);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 14, 12, true",
    "1, 14, 13, true",
    "2, 15, 14, false",
    "2, 16, 14, true",
    "2, 16, 13, false",
    "2, 32, 13, true"
  })
  void sharesMapsOnlyWhereMoreIsSaved(int threads, int fields, int width, boolean pays) {
    PointGroup d4 = PointGroup.dihedral(4);
    Engine.setThreads(threads);
    Tensor x = map(d4, fields, width);
    assertThat(of(d4, 3, fields, fields).pays(x, Multipliers.WIDE, Bf16Support.NONE))
        .isEqualTo(pays);
  }

  private static FourierCorrelation of(PointGroup group, int kernel, int inputs, int outputs) {
    TapPermutations taps = (TapPermutations) new GridKernels().basis(group, kernel);
    return FourierCorrelation.of(taps, 0, 1, inputs, outputs).orElseThrow();
  }

  private static Tensor map(PointGroup group, int fields, int width) {
    return torch.ones(1, (long) group.order() * fields, 5, width);
  }
}
