package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.reference.Form;
import dev.pinwheel.benchmarks.reference.ReferenceNet;
import dev.pinwheel.benchmarks.timing.Contestant;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.module.Mode;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The other side: the same steps in plain LibTorch, in float32. */
final class PlainSteps {
  private static final long SEED = 0;

  private PlainSteps() {}

  /** Training steps of a classifier. */
  static Contestant training(Net net, Form form, int images) {
    Batch batch = new Batch(net, images);
    ReferenceNet reference = reference(net, form);
    return new Contestant(
        () -> {
          try (PointerScope scope = new PointerScope()) {
            Tensor x = batch.images();
            Tensor scores = reference.forward(x, Mode.TRAINING).view(images, -1);
            batch.loss(scores).backward();
            reference.clearGradients();
          }
        },
        reference::close);
  }

  /** Forward passes of a classifier. */
  static Contestant inference(Net net, Form form, int images) {
    Batch batch = new Batch(net, images);
    ReferenceNet reference = reference(net, form);
    return new Contestant(
        () -> {
          try (PointerScope scope = new PointerScope();
              NoGradGuard guard = new NoGradGuard()) {
            Tensor x = batch.images();
            reference.forward(x, Mode.INFERENCE).view(images, -1);
          }
        },
        reference::close);
  }

  /** Forward and backward pass of a single layer; by its input, too, unless that is an image. */
  static Contestant layer(Net net, Form form, int images) {
    ReferenceNet reference = reference(net, form);
    int[] size = net.inputSize();
    Tensor x;
    Tensor gradient;
    try (PointerScope scope = new PointerScope()) {
      x = Tensors.keep(torch.randn(images, net.input().channels(), size[0], size[1]));
      try (NoGradGuard guard = new NoGradGuard()) {
        gradient = Tensors.keep(torch.randn_like(reference.forward(x, Mode.TRAINING)));
      }
      x.set_requires_grad(!net.input().isTrivial());
    }
    return new Contestant(
        () -> {
          try (PointerScope scope = new PointerScope()) {
            Gradients.backward(reference.forward(x, Mode.TRAINING), gradient);
            x.mutable_grad().reset();
            reference.clearGradients();
          }
        },
        () -> {
          Tensors.release(x);
          Tensors.release(gradient);
          reference.close();
        });
  }

  private static ReferenceNet reference(Net net, Form form) {
    try (Model model = Model.initialise(net, SEED)) {
      return ReferenceNet.of(model, form, BenchNets.DROPOUT);
    }
  }
}
