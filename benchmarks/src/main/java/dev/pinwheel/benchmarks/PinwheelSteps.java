package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Contestant;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import dev.pinwheel.nn.parallel.SplitBatch;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pinwheel's side: its own nets, in any precision.
 *
 * <p>A training step is forward pass, cross-entropy in float32, backward pass, gradients forgotten
 * and the weights declared changed. No side has an optimiser's step, which is the same for all.
 */
final class PinwheelSteps {
  private static final long SEED = 0;

  private PinwheelSteps() {}

  /** Training steps of a classifier, the batch in as many parts as there are threads. */
  static Contestant training(Net net, Precision precision, int images) {
    Batch batch = new Batch(net, images);
    Model model = model(net, precision);
    SplitBatch split = SplitBatch.of(model);
    AtomicLong seed = new AtomicLong();
    return new Contestant(
        () -> {
          try (PointerScope scope = new PointerScope()) {
            split.step(batch.pixels(), batch.labels(), seed.incrementAndGet());
            forgetGradients(model.weights());
          }
        },
        () -> {
          split.close();
          model.close();
        });
  }

  /** Forward passes of a classifier as it predicts: what weights alone determine is kept. */
  static Contestant inference(Net net, Precision precision, int images) {
    Batch batch = new Batch(net, images);
    Model model = model(net, precision);
    return new Contestant(
        () -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard guard = new NoGradGuard()) {
            net.apply(batch.images(model), Pass.inference(model.weights())).rows();
          }
        },
        model::close);
  }

  /** Forward and backward pass of a single layer; by its input, too, unless that is an image. */
  static Contestant layer(Net net, Precision precision, int images) {
    Model model = model(net, precision);
    FeatureType in = net.input();
    int[] size = net.inputSize();
    Tensor x;
    Tensor gradient;
    try (PointerScope scope = new PointerScope()) {
      x =
          Tensors.keep(
              torch.randn(images * Sizes.pixels(size), in.channels()).to(precision.scalarType()));
      try (NoGradGuard guard = new NoGradGuard()) {
        FeatureMap y = net.apply(FeatureMap.ofRows(in, x, images, size), pass(model));
        gradient = Tensors.keep(torch.randn_like(y.channels()));
      }
      x.set_requires_grad(!in.isTrivial());
    }
    return new Contestant(
        () -> {
          try (PointerScope scope = new PointerScope()) {
            FeatureMap y = net.apply(FeatureMap.ofRows(in, x, images, size), pass(model));
            Gradients.backward(y.channels(), gradient);
            x.mutable_grad().reset();
            forgetGradients(model.weights());
          }
        },
        () -> {
          Tensors.release(x);
          Tensors.release(gradient);
          model.close();
        });
  }

  private static Pass pass(Model model) {
    return Pass.training(model.weights(), 0);
  }

  private static Model model(Net net, Precision precision) {
    try (Model fresh = Model.initialise(net, SEED)) {
      return fresh.to(precision, ComputeDevice.CPU);
    }
  }

  private static void forgetGradients(Weights weights) {
    for (Parameter parameter : weights.parameters()) {
      weights.get(parameter).mutable_grad().reset();
    }
    weights.changed();
  }
}
