package dev.pinwheel.export;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.module.Parameter;
import java.util.SplittableRandom;

/** Models whose every number is random, batch norm's statistics included. */
final class RandomModels {
  private RandomModels() {}

  static Model of(Net net) {
    Model model = Model.initialise(net, 1);
    disturb(model);
    return model;
  }

  /** Moves what starts as zeros and ones: biases, scales, statistics. */
  static void disturb(Model model) {
    SplittableRandom random = new SplittableRandom(2);
    for (Parameter p : model.weights().parameters()) {
      if (p.kind() != Parameter.Kind.WEIGHT) {
        boolean aboutOne = p.initialisation().mean() == 1;
        double[] values = new double[(int) p.count()];
        for (int i = 0; i < values.length; i++) {
          values[i] = aboutOne ? random.nextDouble(0.5, 2) : random.nextDouble(-0.3, 0.3);
        }
        model.weights().set(p, values);
      }
    }
  }
}
