package dev.pinwheel.train;

import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Moves trainable weights along their gradients; its state is tensors beside each weight. */
abstract class Optimiser implements AutoCloseable {
  private final Weights weights;
  private final double weightDecay;
  private final List<Parameter> trainable = new ArrayList<>();
  private final Map<String, List<Tensor>> state = new LinkedHashMap<>();
  private long steps;

  /** Starts with zero state; decay applies to weights, not to biases and scales. */
  Optimiser(Weights weights, double weightDecay, String... stateNames) {
    this.weights = weights;
    this.weightDecay = weightDecay;
    weights.parameters().stream().filter(Parameter::isTrainable).forEach(trainable::add);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (String name : stateNames) {
        List<Tensor> zeros = new ArrayList<>();
        for (Parameter p : trainable) {
          zeros.add(Tensors.keep(torch.zeros_like(weights.get(p))));
        }
        state.put(name, zeros);
      }
    }
  }

  /** One step along the gradients that a backward pass left; they are cleared. */
  final void step(double rate) {
    steps++;
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < trainable.size(); i++) {
        Parameter p = trainable.get(i);
        Tensor w = weights.get(p);
        Tensor g = w.grad();
        if (!g.defined()) {
          continue;
        }
        if (weightDecay != 0 && p.kind() == Parameter.Kind.WEIGHT) {
          g = g.add(w.mul(Tensors.scalar(weightDecay)));
        }
        update(w, g, i, rate);
        w.mutable_grad().reset();
      }
    }
    weights.changed();
  }

  abstract void update(Tensor weight, Tensor gradient, int index, double rate);

  final long steps() {
    return steps;
  }

  final Tensor state(String name, int index) {
    return state.get(name).get(index);
  }

  /** The state by name, for a checkpoint, with all its digits. */
  final Map<String, TensorData> save() {
    boolean wide = weights.precision() == Precision.FLOAT64;
    Map<String, TensorData> saved = new LinkedHashMap<>();
    state.forEach(
        (name, tensors) -> {
          for (int i = 0; i < tensors.size(); i++) {
            Tensor t = tensors.get(i);
            long[] shape = {t.numel()};
            saved.put(
                name + "." + i,
                wide
                    ? TensorData.ofDoubles(shape, Tensors.toDoubles(t))
                    : TensorData.ofFloats(shape, Tensors.toFloats(t)));
          }
        });
    return saved;
  }

  /** Puts a saved state back; it has been checked to fit. */
  final void restore(Map<String, TensorData> saved, long savedSteps) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      state.forEach(
          (name, tensors) -> {
            for (int i = 0; i < tensors.size(); i++) {
              TensorData data = saved.get(name + "." + i);
              double[] values = data == null ? new double[0] : data.toDoubles();
              if (values.length != trainable.get(i).count()) {
                throw new IllegalArgumentException(
                    "the optimiser's state '"
                        + name
                        + "."
                        + i
                        + "' is missing or has another size");
              }
              tensors.get(i).copy_(Tensors.of(values, trainable.get(i).shape()));
            }
          });
    }
    steps = savedSteps;
  }

  @Override
  public void close() {
    state.values().forEach(tensors -> tensors.forEach(Tensors::release));
    state.clear();
  }
}
