package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.module.Initialisation;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Weights;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimiserTest {
  private static final double[] RATES = {0.1, 0.1, 0.03, 0.03, 0.01, 0.01, 0.2};

  private final Parameter weight =
      new Parameter("weight", Parameter.Kind.WEIGHT, Initialisation.he(2), 3, 2);
  private final Parameter bias =
      new Parameter("bias", Parameter.Kind.BIAS, Initialisation.constant(0.5), 4);
  private final Parameter statistic =
      new Parameter("running_mean", Parameter.Kind.STATISTIC, Initialisation.constant(2), 2);
  private Weights weights;

  @BeforeEach
  void open() {
    weights = Weights.initialise(List.of(weight, bias, statistic), 3);
  }

  @AfterEach
  void close() {
    weights.close();
  }

  /** The gradient of Σ (1 + i) (w_i − 1)² / 2, computed by LibTorch's backward pass. */
  private void backward() {
    try (PointerScope scope = new PointerScope()) {
      for (Parameter p : List.of(weight, bias)) {
        float[] slopes = new float[(int) p.count()];
        for (int i = 0; i < slopes.length; i++) {
          slopes[i] = (1 + i) / 2f;
        }
        Tensor off = weights.get(p).sub(Tensors.scalar(1));
        off.mul(off).mul(Tensors.of(slopes, p.shape())).sum().backward();
      }
    }
  }

  private static double gradient(double w, int i) {
    return (1 + i) * (w - 1);
  }

  private void steps(Optimiser optimiser, int from, int to) {
    for (int step = from; step < to; step++) {
      backward();
      try (PointerScope scope = new PointerScope()) {
        optimiser.step(RATES[step]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"adam, 0", "adam, 0.1", "sgd, 0", "sgd, 0.1"})
  void stepsAreThoseOfPlainJava(String kind, double decay) {
    double[] expectedWeight = expected(kind, Tensors.toDoubles(weights.get(weight)), decay);
    double[] expectedBias = expected(kind, Tensors.toDoubles(weights.get(bias)), 0);
    try (Optimiser optimiser = OptimiserKind.parse(kind).start(weights, decay)) {
      steps(optimiser, 0, RATES.length);
      assertThat(optimiser.steps()).isEqualTo(RATES.length);
    }

    assertThat(Tensors.toDoubles(weights.get(weight)))
        .containsExactly(expectedWeight, within(2e-6));
    assertThat(Tensors.toDoubles(weights.get(bias))).containsExactly(expectedBias, within(2e-6));
    assertThat(Tensors.toFloats(weights.get(statistic))).containsExactly(2, 2);
  }

  private static double[] expected(String kind, double[] start, double decay) {
    double[] w = start.clone();
    double[] m = new double[w.length];
    double[] v = new double[w.length];
    for (int step = 1; step <= RATES.length; step++) {
      double rate = RATES[step - 1];
      for (int i = 0; i < w.length; i++) {
        double g = gradient(w[i], i) + decay * w[i];
        if (kind.equals("sgd")) {
          m[i] = 0.9 * m[i] + g;
          w[i] -= rate * m[i];
        } else {
          m[i] = 0.9 * m[i] + 0.1 * g;
          v[i] = 0.999 * v[i] + 0.001 * g * g;
          double mHat = m[i] / (1 - Math.pow(0.9, step));
          double vHat = v[i] / (1 - Math.pow(0.999, step));
          w[i] -= rate * mHat / (Math.sqrt(vHat) + 1e-8);
        }
      }
    }
    return w;
  }

  @Test
  void aStepWithoutGradientsLeavesWeightsAlone() {
    float[] before = Tensors.toFloats(weights.get(weight));
    try (Optimiser optimiser = OptimiserKind.SGD.start(weights, 0.5)) {
      steps(optimiser, 0, 1);
      float[] after = Tensors.toFloats(weights.get(weight));
      assertThat(after).isNotEqualTo(before);
      optimiser.step(1);
      assertThat(Tensors.toFloats(weights.get(weight))).isEqualTo(after);
    }
  }

  @ParameterizedTest
  @CsvSource({"adam", "sgd"})
  void aRestoredStateGoesOnBitForBit(String kind) {
    try (Weights other = weights.copy();
        Optimiser whole = OptimiserKind.parse(kind).start(weights, 0.01)) {
      Map<String, TensorData> state;
      steps(whole, 0, 3);
      state = whole.save();
      for (Parameter p : other.parameters()) {
        other.set(p, Tensors.toFloats(weights.get(p)));
      }
      steps(whole, 3, 6);
      float[] expected = Tensors.toFloats(weights.get(weight));
      for (Parameter p : other.parameters()) {
        weights.set(p, Tensors.toFloats(other.get(p)));
      }
      try (Optimiser resumed = OptimiserKind.parse(kind).start(weights, 0.01)) {
        resumed.restore(state, 3);
        steps(resumed, 3, 6);
        assertThat(Tensors.toFloats(weights.get(weight))).isEqualTo(expected);
        assertThat(resumed.save().keySet()).isEqualTo(state.keySet());
      }
    }
  }

  @Test
  void aStateThatDoesNotFitIsRefused() {
    try (Optimiser optimiser = OptimiserKind.SGD.start(weights, 0)) {
      Map<String, TensorData> tooShort = Map.of("velocity.0", zeros(6), "velocity.1", zeros(3));
      for (Map<String, TensorData> state : List.of(Map.<String, TensorData>of(), tooShort)) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> optimiser.restore(state, 1))
            .withMessageContaining("'velocity.");
      }
    }
  }

  private static TensorData zeros(int count) {
    return TensorData.ofFloats(new long[] {count}, new float[count]);
  }

  @Test
  void kindsHaveNames() {
    assertThat(OptimiserKind.parse("adam")).isEqualTo(OptimiserKind.ADAM).hasToString("adam");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptimiserKind.parse("Adam"))
        .withMessage("unknown optimiser 'Adam': use adam or sgd");
  }
}
