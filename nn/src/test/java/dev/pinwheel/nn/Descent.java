package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A few steps of training. */
final class Descent {
  private Descent() {}

  /** Dark images with a bright, irregular spot: ties wherever a window sees the background only. */
  static float[] spots(int images, int size) {
    float[] pixels = new float[images * size * size];
    java.util.Arrays.fill(pixels, -0.5f);
    Random random = new Random(3);
    for (int n = 0; n < images; n++) {
      for (int i = size / 3 - 1 + n; i < size / 2 + 2; i++) {
        for (int j = size / 4; j < 2 * size / 3 - n; j++) {
          pixels[(n * size + i) * size + j] = random.nextFloat() * 2;
        }
      }
    }
    return pixels;
  }

  /** Steps of gradient descent on cross entropy, by hand; gives the losses. */
  static double[] run(Model model, float[] pixels, int classes, int steps) {
    double[] losses = new double[steps];
    for (int step = 0; step < steps; step++) {
      try (PointerScope scope = new PointerScope()) {
        FeatureMap y =
            model.net().apply(model.images(pixels), Pass.training(model.weights(), step));
        long[] labels = new long[(int) y.batch()];
        java.util.Arrays.setAll(labels, i -> i % classes);
        Tensor loss = torch.cross_entropy_loss(model.scores(y), Tensors.of(labels, labels.length));
        loss.backward();
        losses[step] = loss.item_double();
        Descent.step(model, 0.02);
      }
    }
    return losses;
  }

  /** Moves weights down their gradients, which are zero afterwards. */
  static void step(Model model, double rate) {
    try (NoGradGuard guard = new NoGradGuard()) {
      for (Parameter p : model.weights().parameters()) {
        if (p.isTrainable()) {
          Tensor w = model.weights().get(p);
          assertThat(w.grad().defined()).isTrue();
          w.sub_(w.grad().mul(Tensors.scalar(rate)));
          w.mutable_grad().zero_();
        }
      }
    }
    model.weights().changed();
  }
}
