package dev.pinwheel.nn.module;

import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.io.TensorData;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** One writing down of a net by plain operators: its numbers, and which layer made what. */
public final class Description {
  private final Pass pass;
  private final Map<Value, Layer> makers = new HashMap<>();

  /**
   * Begins a description.
   *
   * @param pass an inference pass; in float64, so that numbers are rounded once
   * @throws IllegalArgumentException if the pass is for something else
   */
  public Description(Pass pass) {
    if (!pass.isFrozen()) {
      throw new IllegalArgumentException(
          "a net is described as inference without gradients computes it, not in a pass for "
              + pass.mode());
    }
    this.pass = pass;
  }

  /**
   * The pass whose numbers are written down.
   *
   * @return an inference pass
   */
  public Pass pass() {
    return pass;
  }

  /**
   * Which layers made values.
   *
   * @return the innermost layer of each value so far
   */
  public Map<Value, Layer> makers() {
    return Collections.unmodifiableMap(makers);
  }

  /**
   * Describes a layer.
   *
   * @param layer any layer
   * @param x its input, shape [channels, spatial axes…]
   * @return its output, likewise
   * @throws UndescribedLayerException if the layer, or one of its parts, has no description
   * @throws IllegalStateException if the description gives another shape than the layer
   */
  public Value apply(Layer layer, Value x) {
    Value y;
    try (PointerScope scope = new PointerScope()) {
      y = layer.describe(x, this);
    }
    int[] size = layer.outputSize(x.size());
    if (y.shape()[0] != layer.output().channels() || !Arrays.equals(y.size(), size)) {
      throw new IllegalStateException(
          layer.kind()
              + " describes itself with the shape "
              + Arrays.toString(y.shape())
              + " and gives '"
              + layer.output()
              + "' of size "
              + Arrays.toString(size));
    }
    mark(layer, x, y);
    return y;
  }

  /**
   * Folds what a layer of a chain gave into what the layer before it gave, if it can be: an affine
   * map into a correlation. Only for chains, where nothing else needs what is between two layers.
   *
   * @param before what the layer was given
   * @param after what it gave
   * @return what takes the place of both, or {@code after}
   */
  public Value joined(Value before, Value after) {
    if (!after.inputs().equals(List.of(before))) {
      return after;
    }
    Optional<Value> folded = after.folded();
    folded.ifPresent(
        value -> {
          makers.put(value, makers.remove(before));
          makers.remove(after);
        });
    return folded.orElse(after);
  }

  /** Everything between input and output that no inner layer made is the layer's own. */
  private void mark(Layer layer, Value x, Value y) {
    Deque<Value> open = new ArrayDeque<>();
    open.push(y);
    while (!open.isEmpty()) {
      Value value = open.pop();
      if (value != x && !value.inputs().isEmpty() && makers.putIfAbsent(value, layer) == null) {
        value.inputs().forEach(open::push);
      }
    }
  }

  /**
   * Copies numbers out, in single precision.
   *
   * @param tensor any tensor of floating-point numbers
   * @return its numbers and its shape
   */
  public TensorData numbers(Tensor tensor) {
    return numbers(tensor, tensor.sizes().vec().get());
  }

  /**
   * Copies numbers out, in another shape and in single precision.
   *
   * @param tensor any tensor of floating-point numbers
   * @param shape of as many numbers
   * @return the numbers
   */
  public TensorData numbers(Tensor tensor, long... shape) {
    return TensorData.ofFloats(shape, Tensors.toFloats(tensor));
  }
}
