package dev.pinwheel.train.compare;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.parallel.SplitBatch;
import dev.pinwheel.train.TrainConfig;

/** Times training steps of a net on black images. */
final class StepTime {
  private static final int STEPS = 3;

  private StepTime() {}

  /** Returns the seconds of the fastest of a few steps, over the images in it. */
  static double perImage(Net net, TrainConfig config) {
    Engine.setThreads(config.threadsOrAll());
    int[] size = net.inputSize();
    float[] pixels = new float[config.batchSize() * net.input().fields() * size[0] * size[1]];
    long[] labels = new long[config.batchSize()];
    long best = Long.MAX_VALUE;
    try (Model fresh = Model.initialise(net, 0);
        Model model =
            fresh.to(Precision.parse(config.precision()), ComputeDevice.parse(config.device()));
        SplitBatch split = SplitBatch.of(model)) {
      for (int i = 0; i <= STEPS; i++) {
        long start = System.nanoTime();
        split.step(pixels, labels, i);
        long nanos = System.nanoTime() - start;
        best = i == 0 ? best : Math.min(best, nanos);
        for (Parameter p : model.weights().parameters()) {
          model.weights().get(p).mutable_grad().reset();
        }
      }
    }
    return best / 1e9 / config.batchSize();
  }
}
