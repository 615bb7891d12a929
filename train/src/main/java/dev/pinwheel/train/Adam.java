package dev.pinwheel.train;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Weights;
import org.bytedeco.pytorch.Tensor;

/** Adam: steps of the running mean of gradients over the root of that of their squares. */
final class Adam extends Optimiser {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;
  private static final String MEAN = "mean";
  private static final String SQUARE = "square";

  Adam(Weights weights, double weightDecay) {
    super(weights, weightDecay, MEAN, SQUARE);
  }

  @Override
  void update(Tensor weight, Tensor gradient, int index, double rate) {
    Tensor mean = state(MEAN, index);
    Tensor square = state(SQUARE, index);
    mean.lerp_(gradient, Tensors.scalar(1 - BETA_1));
    square.mul_(Tensors.scalar(BETA_2)).addcmul_(gradient, gradient, Tensors.scalar(1 - BETA_2));
    double correction1 = 1 - Math.pow(BETA_1, (double) steps());
    double correction2 = 1 - Math.pow(BETA_2, (double) steps());
    Tensor root =
        square.sqrt().div_(Tensors.scalar(Math.sqrt(correction2))).add_(Tensors.scalar(EPSILON));
    weight.addcdiv_(mean, root, Tensors.scalar(-rate / correction1));
  }
}
