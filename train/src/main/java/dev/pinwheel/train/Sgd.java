package dev.pinwheel.train;

import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Weights;
import org.bytedeco.pytorch.Tensor;

/** Stochastic gradient descent with heavy-ball momentum. */
final class Sgd extends Optimiser {
  private static final double MOMENTUM = 0.9;
  private static final String VELOCITY = "velocity";

  Sgd(Weights weights, double weightDecay) {
    super(weights, weightDecay, VELOCITY);
  }

  @Override
  void update(Tensor weight, Tensor gradient, int index, double rate) {
    Tensor velocity = state(VELOCITY, index);
    velocity.mul_(Tensors.scalar(MOMENTUM)).add_(gradient);
    weight.sub_(velocity, Tensors.scalar(rate));
  }
}
