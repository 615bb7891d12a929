package dev.pinwheel.nn.module;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The numbers of a net: one tensor per parameter, in one precision, on one device.
 *
 * <p>Closing frees the native memory; so does the garbage collector, later.
 */
public final class Weights implements AutoCloseable {
  private final Precision precision;
  private final ComputeDevice device;
  private final Map<Parameter, Tensor> tensors = new LinkedHashMap<>();
  private final Map<Object, Tensor> derived = new HashMap<>();
  private final Map<Object, Tensor> constants;
  private final boolean ownsConstants;

  private Weights(Precision precision, ComputeDevice device) {
    this(precision, device, null);
  }

  private Weights(Precision precision, ComputeDevice device, Map<Object, Tensor> sharedConstants) {
    this.precision = precision;
    this.device = device;
    this.ownsConstants = sharedConstants == null;
    this.constants = ownsConstants ? new HashMap<>() : sharedConstants;
  }

  /**
   * Fresh numbers in float32 on the CPU, each parameter from a random stream of its own.
   *
   * @param parameters the net's parameters, in order
   * @param seed the same seed gives the same numbers
   * @return the weights
   */
  public static Weights initialise(Collection<Parameter> parameters, long seed) {
    Weights weights = new Weights(Precision.FLOAT32, ComputeDevice.CPU);
    try (PointerScope scope = new PointerScope()) {
      long stream = 0;
      for (Parameter p : parameters) {
        Initialisation rule = p.initialisation();
        Tensor t = torch.full(p.shape(), Tensors.scalar(rule.mean()));
        if (rule.deviation() > 0) {
          Generator random = torch.createCPUGenerator(Seeds.mix(seed, stream));
          t.normal_(rule.mean(), rule.deviation(), new GeneratorOptional(random));
        }
        weights.put(p, t);
        stream++;
      }
    }
    return weights;
  }

  /**
   * A copy in another precision or on another device.
   *
   * @param newPrecision the precision; to float64 and back loses nothing
   * @param newDevice the device
   * @return new weights for the same parameters
   */
  public Weights to(Precision newPrecision, ComputeDevice newDevice) {
    Weights copy = new Weights(newPrecision, newDevice);
    try (PointerScope scope = new PointerScope()) {
      tensors.forEach(
          (p, t) ->
              copy.put(p, t.detach().clone().to(newDevice.handle(), newPrecision.masterType())));
    }
    return copy;
  }

  /**
   * A copy.
   *
   * @return new weights with the same numbers
   */
  public Weights copy() {
    return to(precision, device);
  }

  /**
   * The same numbers in the same memory, with gradients of their own: for another thread that
   * computes with them. Not to be used after these weights are closed.
   *
   * @return weights for the same parameters; a change in one is a change in both
   */
  public Weights shared() {
    Weights other = new Weights(precision, device, constants);
    try (PointerScope scope = new PointerScope()) {
      tensors.forEach((p, t) -> other.put(p, t.detach()));
    }
    return other;
  }

  /**
   * The precision of every tensor.
   *
   * @return the precision
   */
  public Precision precision() {
    return precision;
  }

  /**
   * The device of every tensor.
   *
   * @return the device
   */
  public ComputeDevice device() {
    return device;
  }

  /**
   * The parameters these numbers are for.
   *
   * @return in the net's order
   */
  public List<Parameter> parameters() {
    return List.copyOf(tensors.keySet());
  }

  /**
   * A parameter's tensor.
   *
   * @param parameter one of {@link #parameters}
   * @return the tensor itself; after changing it call {@link #changed}
   * @throws IllegalArgumentException if the parameter belongs to another net
   */
  public Tensor get(Parameter parameter) {
    Tensor tensor = tensors.get(parameter);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "parameter '" + parameter.role() + "' belongs to another net than these weights");
    }
    return tensor;
  }

  /**
   * Copies numbers into a parameter.
   *
   * @param parameter one of {@link #parameters}
   * @param values as many numbers as the parameter has, row-major
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void set(Parameter parameter, float[] values) {
    try (PointerScope scope = new PointerScope()) {
      set(parameter, Tensors.of(values, parameter.shape()));
    }
  }

  /**
   * Copies numbers into a parameter, rounded to the weights' precision.
   *
   * @param parameter one of {@link #parameters}
   * @param values as many numbers as the parameter has, row-major
   * @throws IllegalArgumentException if there are more or fewer
   */
  public void set(Parameter parameter, double[] values) {
    try (PointerScope scope = new PointerScope()) {
      set(parameter, Tensors.of(values, parameter.shape()));
    }
  }

  private void set(Parameter parameter, Tensor values) {
    try (NoGradGuard guard = new NoGradGuard()) {
      get(parameter).copy_(values);
    }
    changed();
  }

  /** Forgets what was computed from the numbers; to be called after changing any of them. */
  public void changed() {
    synchronized (derived) {
      derived.values().forEach(Tensors::release);
      derived.clear();
    }
  }

  Tensor derived(Object key, Supplier<Tensor> make) {
    return cached(derived, key, make);
  }

  Tensor constant(Object key, Supplier<Tensor> make) {
    return cached(
        constants,
        key,
        () -> {
          Tensor t = make.get();
          return device.equals(ComputeDevice.CPU) ? t : t.to(device.handle(), t.scalar_type());
        });
  }

  private static Tensor cached(Map<Object, Tensor> cache, Object key, Supplier<Tensor> make) {
    synchronized (cache) {
      Tensor tensor = cache.get(key);
      if (tensor == null) {
        tensor = Tensors.keep(make.get());
        cache.put(key, tensor);
      }
      return tensor;
    }
  }

  private void put(Parameter parameter, Tensor tensor) {
    tensor.set_requires_grad(parameter.isTrainable());
    tensors.put(parameter, Tensors.keep(tensor));
  }

  @Override
  public void close() {
    changed();
    if (ownsConstants) {
      constants.values().forEach(Tensors::release);
      constants.clear();
    }
    tensors.values().forEach(Tensors::release);
    tensors.clear();
  }
}
