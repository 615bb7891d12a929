package dev.pinwheel.nn;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Feature maps and weights in float64, in and out of plain Java arrays. */
public final class Maps {
  static {
    // On maps this small, and beside other programs, threads wait for each other most of the time.
    Engine.setThreads(1);
  }

  private Maps() {}

  /** Normal numbers of variance 1. */
  public static double[] normal(long seed, int count) {
    Random random = new Random(seed);
    return DoubleStream.generate(random::nextGaussian).limit(count).toArray();
  }

  /** A map from values in the order [images, fields, orientations, pixels]. */
  public static FeatureMap of(FeatureType type, double[] values, int images, int... size) {
    int fields = type.fields();
    int m = type.orientations();
    int pixels = (int) Sizes.pixels(size);
    double[] rows = new double[values.length];
    for (int n = 0; n < images; n++) {
      for (int f = 0; f < fields; f++) {
        for (int c = 0; c < m; c++) {
          for (int x = 0; x < pixels; x++) {
            rows[((n * pixels + x) * m + c) * fields + f] =
                values[((n * fields + f) * m + c) * pixels + x];
          }
        }
      }
    }
    return FeatureMap.ofRows(type, tensor(rows, -1, type.channels()), images, size);
  }

  /** A map of normal numbers. */
  public static FeatureMap random(FeatureType type, long seed, int images, int... size) {
    int count = images * type.channels() * (int) Sizes.pixels(size);
    return of(type, normal(seed, count), images, size);
  }

  /** The values in the order [images, fields, orientations, pixels]. */
  public static double[] values(FeatureMap x) {
    return Tensors.toDoubles(x.values());
  }

  /** A float64 tensor. */
  public static Tensor tensor(double[] values, long... shape) {
    Tensor tensor = torch.empty(values.length).to(Precision.FLOAT64.scalarType());
    new DoublePointer(tensor.data_ptr_double()).put(values);
    return tensor.view(shape);
  }

  /** The distance of two vectors, relative to the longer. */
  public static double error(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new AssertionError(a.length + " numbers against " + b.length);
    }
    double difference = 0;
    double left = 0;
    double right = 0;
    for (int i = 0; i < a.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      left += a[i] * a[i];
      right += b[i] * b[i];
    }
    return difference == 0 ? 0 : Math.sqrt(difference / Math.max(left, right));
  }

  /** Weights of a layer in float64, none of them zero. */
  public static Weights weights(Layer layer, long seed) {
    try (Weights narrow = Weights.initialise(parametersOf(layer), seed)) {
      scramble(narrow, seed);
      return narrow.to(Precision.FLOAT64, ComputeDevice.CPU);
    }
  }

  /** A model with no parameter at its special initial value 0 or 1. */
  public static Model model(Net net, long seed) {
    Model model = Model.initialise(net, seed);
    scramble(model.weights(), seed);
    return model;
  }

  /** Moves biases, scales and statistics away from 0 and 1, variances staying positive. */
  private static void scramble(Weights weights, long seed) {
    Random random = new Random(seed);
    for (Parameter p : weights.parameters()) {
      if (p.kind() != Parameter.Kind.WEIGHT) {
        float[] values = new float[(int) p.count()];
        for (int i = 0; i < values.length; i++) {
          double v = p.initialisation().mean() + 0.5 * random.nextGaussian();
          values[i] = (float) (p.role().equals("running_var") ? 0.1 + Math.abs(v) : v);
        }
        weights.set(p, values);
      }
    }
  }

  /** A parameter's numbers. */
  public static double[] numbers(Weights weights, Parameter parameter) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.toDoubles(weights.get(parameter));
    }
  }

  /** A layer's parameter of a given role. */
  public static double[] numbers(Weights weights, Layer layer, String role) {
    return numbers(weights, parameter(layer, role));
  }

  /** A layer's parameter of a given role. */
  public static Parameter parameter(Layer layer, String role) {
    return layer.parameters().stream().filter(p -> p.role().equals(role)).findFirst().orElseThrow();
  }

  /** The parameters of a layer and of all it is made of. */
  public static List<Parameter> parametersOf(Layer layer) {
    List<Parameter> all = new ArrayList<>(layer.parameters());
    layer.children().forEach(child -> all.addAll(parametersOf(child)));
    return all;
  }
}
