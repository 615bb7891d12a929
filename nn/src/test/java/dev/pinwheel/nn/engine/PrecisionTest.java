package dev.pinwheel.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecisionTest {
  @ParameterizedTest
  @EnumSource
  void namesAreReadAsTheyAreWritten(Precision precision) {
    String name = precision.toString();
    assertThat(Precision.parse(name)).isEqualTo(precision);
    assertThat(Precision.parse(name.toUpperCase(Locale.ROOT))).isEqualTo(precision);
    PrecisionChoice choice = PrecisionChoice.of(name, ComputeDevice.CPU);
    assertThat(choice.precision()).isEqualTo(precision);
    assertThat(choice).hasToString(name + ": as asked for");
    assertThat(PrecisionChoice.of(name, new ComputeDevice(ComputeDevice.Kind.CUDA, 0)))
        .isEqualTo(choice);
  }

  @Test
  void formats() {
    assertThat(Precision.values()).extracting(Precision::bytes).containsExactly(4, 8, 2);
    assertThat(Precision.values())
        .extracting(Precision::scalarType)
        .containsExactly(ScalarType.Float, ScalarType.Double, ScalarType.BFloat16);
    assertThat(Precision.values())
        .extracting(Precision::masterType)
        .containsExactly(ScalarType.Float, ScalarType.Double, ScalarType.Float);
    assertThat(Precision.ofCertificates())
        .containsExactly(Precision.FLOAT32, Precision.FLOAT64)
        .allMatch(p -> p.scalarType() == p.masterType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float16", "", "fp32", "bfloat16", "bf16 "})
  void otherNamesAreAnsweredWithAllThatThereAre(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Precision.parse(name))
        .withMessage("unknown precision '" + name + "': use float32, float64, bf16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PrecisionChoice.of(name, ComputeDevice.CPU))
        .withMessage("unknown precision '" + name + "': use float32, float64, bf16, or auto");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void autoMeasuresAndSaysWhat(boolean gradients) {
    PrecisionChoice choice;
    try (AutoGradMode mode = new AutoGradMode(gradients)) {
      choice = PrecisionChoice.of("Auto", ComputeDevice.CPU);
    }
    Matcher times =
        Pattern.compile("a correlation takes (\\S+) ms in float32 and (\\S+) ms in bf16 on .*")
            .matcher(choice.reason());
    assertThat(times.matches()).as(choice.reason()).isTrue();
    double wide = Double.parseDouble(times.group(1));
    double narrow = Double.parseDouble(times.group(2));
    assertThat(wide).isPositive();
    assertThat(narrow).isPositive();
    // The times are given to a tenth of a millisecond.
    if (choice.precision() == Precision.BFLOAT16) {
      assertThat(narrow - 0.05).isLessThan(0.75 * (wide + 0.05));
    } else {
      assertThat(choice.precision()).isEqualTo(Precision.FLOAT32);
      assertThat(narrow + 0.05).isGreaterThanOrEqualTo(0.75 * (wide - 0.05));
    }
    assertThat(choice).hasToString(choice.precision() + ": " + choice.reason());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void autoLeavesTheThreadsAsTheyWere(int threads) {
    int before = Engine.threads();
    try {
      Engine.setThreads(threads);
      PrecisionChoice.of("auto", ComputeDevice.CPU);
      assertThat(Engine.threads()).isEqualTo(threads);
    } finally {
      Engine.setThreads(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cuda", "cuda:1", "mps"})
  void autoMeasuresNoOtherDevice(String device) {
    PrecisionChoice choice = PrecisionChoice.of("auto", ComputeDevice.parse(device));
    assertThat(choice)
        .isEqualTo(
            new PrecisionChoice(Precision.FLOAT32, "only a processor is measured, not " + device));
  }
}
