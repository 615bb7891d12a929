package dev.pinwheel.nn.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NativeScope.class)
class PassTest {
  private static final Weights NONE = Weights.initialise(List.of(), 0);

  @Test
  void onlyInferenceWithoutGradientsIsFrozen() {
    assertThat(Pass.inference(NONE).isFrozen()).as("gradients may be asked for").isFalse();
    try (NoGradGuard guard = new NoGradGuard()) {
      assertThat(Pass.inference(NONE).isFrozen()).isTrue();
      assertThat(Pass.inference(NONE).observedBy((layer, in, out) -> {}).isFrozen()).isTrue();
      assertThat(Pass.training(NONE, 1).isFrozen()).isFalse();
      assertThat(Pass.calibration(NONE, 1).isFrozen()).isFalse();
      assertThat(Pass.calibrationWithDropout(NONE, 1, 1).isFrozen()).isFalse();
    }
  }

  @Test
  void watchedPassesSaySo() {
    Pass pass = Pass.calibrationWithDropout(NONE, 4, 1);
    Pass watched = pass.observedBy((layer, in, out) -> {});
    assertThat(pass.isObserved()).isFalse();
    assertThat(watched.isObserved()).isTrue();
    assertThat(watched.mode()).isEqualTo(Mode.TRAINING);
    assertThat(watched.statisticsRate()).isEqualTo(0.25);
    assertThat(watched.nextSeed()).isEqualTo(pass.nextSeed());
  }

  @Test
  void seedsDifferFromDrawToDrawAndRepeatFromPassToPass() {
    Set<Long> seen = new HashSet<>();
    for (long seed = 0; seed < 50; seed++) {
      Pass pass = Pass.training(NONE, seed);
      Pass again = Pass.training(NONE, seed);
      for (int draw = 0; draw < 20; draw++) {
        long next = pass.nextSeed();
        assertThat(again.nextSeed()).isEqualTo(next);
        assertThat(seen.add(next)).isTrue();
      }
    }
  }

  @Test
  void operandsHaveTheFormatOfMaps() {
    double[] numbers = {1, -0.5, 1 / 3f};
    for (Precision precision : Precision.values()) {
      try (Weights weights = NONE.to(precision, ComputeDevice.CPU)) {
        Pass pass = Pass.inference(weights);
        assertThat(pass.precision()).isEqualTo(precision);
        Tensor master = Maps.tensor(numbers, 3).to(precision.masterType());
        master.set_requires_grad(true);
        Tensor operand = pass.operand(master);
        assertThat(Tensors.has(operand, precision.scalarType())).isTrue();
        assertThat(operand.equals(master)).isEqualTo(precision != Precision.BFLOAT16);
        operand.mul(Tensors.scalar(3)).sum().backward();
        assertThat(Tensors.has(master.grad(), precision.masterType())).isTrue();
        assertThat(Tensors.toDoubles(master.grad())).containsExactly(3, 3, 3);
        assertThat(Tensors.toDoubles(operand)[2])
            .isEqualTo(precision == Precision.BFLOAT16 ? 171 / 512.0 : 1 / 3f);
      }
    }
  }
}
