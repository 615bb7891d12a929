package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Activations against their formulas, in every precision. */
@ExtendWith(NativeScope.class)
class ActivationTest {
  private static double value(Activation activation, double x) {
    return switch (activation) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> Math.max(x, 0.01 * x);
      case ELU -> x > 0 ? x : Math.expm1(x);
      case GELU -> x * normal(x);
      case SILU -> x / (1 + Math.exp(-x));
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }

  /** The normal distribution function: Simpson's rule from 0 to x. */
  private static double normal(double x) {
    int steps = 2000;
    double h = x / steps;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double t = i * h;
      int weight = i == 0 || i == steps ? 1 : 2 + 2 * (i % 2);
      sum += weight * Math.exp(-t * t / 2);
    }
    return 0.5 + sum * h / 3 / Math.sqrt(2 * Math.PI);
  }

  private static double tolerance(Precision precision) {
    return switch (precision) {
      case FLOAT64 -> 1e-12;
      case FLOAT32 -> 1e-6;
      default -> 1.0 / 128;
    };
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void followTheirFormula(Activation activation) {
    double[] x = new double[161];
    // Multiples of 1/16 below 8: exact in bf16, too.
    Arrays.setAll(x, i -> (i - 80) / 16.0);
    double[] expected = Arrays.stream(x).map(v -> value(activation, v)).toArray();
    for (Precision precision : Precision.values()) {
      Tensor input = Maps.tensor(x, x.length).to(precision.scalarType());
      double[] found = Tensors.toDoubles(activation.apply(input));
      assertThat(Maps.error(found, expected))
          .as("%s in %s", activation, precision)
          .isLessThan(tolerance(precision));
      activation.overwrite(input);
      assertThat(Tensors.toDoubles(input)).as("in place").containsExactly(found);
    }
  }
}
