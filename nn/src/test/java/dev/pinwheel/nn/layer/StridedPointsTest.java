package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.SizePolicy;
import dev.pinwheel.nn.check.Errors;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.Random;
import org.bytedeco.pytorch.NoGradGuard;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Filters of one tap with a stride, which an engine computed wrongly for some numbers of outputs.
 */
@ExtendWith(NativeScope.class)
class StridedPointsTest {
  @ParameterizedTest
  @CsvSource({"C1,42,199,12,4", "C1,24,360,17,2", "D4,3,45,17,2", "D4,23,45,17,1", "C4,22,65,15,3"})
  void singlePrecisionAgreesWithDouble(String group, int in, int out, int size, int images) {
    PointGroup h = PointGroup.parse(group);
    Net net =
        Net.images(h, in, size, size)
            .then(type -> new LiftingCorrelation(type, out, new Window(1, 2, 0, 1)))
            .sizes(SizePolicy.ALLOW_BROKEN)
            .build();
    float[] pixels = new float[images * in * size * size];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    try (NoGradGuard guard = new NoGradGuard();
        Model narrow = Model.initialise(net, 1);
        Model wide = narrow.to(Precision.FLOAT64, ComputeDevice.CPU)) {
      assertThat(Errors.relative(output(narrow, pixels), output(wide, pixels)))
          .isLessThanOrEqualTo(1e-5);
    }
  }

  private static double[] output(Model model, float[] pixels) {
    return Tensors.toDoubles(
        model.net().apply(model.images(pixels), Pass.inference(model.weights())).rows());
  }
}
