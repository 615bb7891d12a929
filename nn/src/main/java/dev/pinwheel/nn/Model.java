package dev.pinwheel.nn;

import dev.pinwheel.nn.dense.DenseGraph;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A net and its numbers: what predicts.
 *
 * @param net the structure
 * @param weights the numbers, for this net's parameters
 */
public record Model(Net net, Weights weights) implements AutoCloseable {
  /**
   * A net with fresh numbers, in float32 on the CPU.
   *
   * @param net the structure
   * @param seed the same seed gives the same numbers
   * @return the model
   */
  public static Model initialise(Net net, long seed) {
    return new Model(net, Weights.initialise(net.parameters().values(), seed));
  }

  /**
   * A copy in another precision or on another device.
   *
   * @param precision the precision
   * @param device the device
   * @return a new model
   */
  public Model to(Precision precision, ComputeDevice device) {
    return new Model(net, weights.to(precision, device));
  }

  /**
   * Wraps images for this model: type, precision, device and layout.
   *
   * @param pixels image by image, channel by channel, row-major; already normalised
   * @return the feature map, owned by the innermost scope
   * @throws IllegalArgumentException if the numbers are not a whole number of images
   */
  public FeatureMap images(float[] pixels) {
    int[] size = net.inputSize();
    long each = Sizes.pixels(size) * net.input().fields();
    if (pixels.length == 0 || pixels.length % each != 0) {
      throw new IllegalArgumentException(
          pixels.length
              + " numbers are not a whole number of images of "
              + net.input().fields()
              + "×"
              + Sizes.format(size));
    }
    long[] shape = new long[size.length + 2];
    shape[0] = pixels.length / each;
    shape[1] = net.input().fields();
    for (int i = 0; i < size.length; i++) {
      shape[i + 2] = size[i];
    }
    Tensor tensor =
        Tensors.of(pixels, shape).to(weights.device().handle(), weights.precision().scalarType());
    return FeatureMap.ofImages(net.input(), tensor);
  }

  /**
   * The net's output as losses take it, whatever the net computes in.
   *
   * @param output a map that the net gave
   * @return shape [images·pixels, fields], in the format of parameters; differentiable
   */
  public Tensor scores(FeatureMap output) {
    return output.inFormat(weights.precision().masterType()).rows();
  }

  /**
   * The class scores of images.
   *
   * @param pixels image by image, channel by channel, row-major; already normalised
   * @return one row per image, one number per class, before any softmax
   * @throws IllegalArgumentException if the numbers are not whole images, or the net is no
   *     classifier
   */
  public float[][] scores(float[] pixels) {
    requireClassifier(net);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      FeatureMap y = net.apply(images(pixels), Pass.inference(weights));
      float[] flat = Tensors.toFloats(scores(y));
      int classes = net.output().fields();
      float[][] rows = new float[flat.length / classes][classes];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(flat, i * classes, rows[i], 0, classes);
      }
      return rows;
    }
  }

  /**
   * The model as inference computes it, by plain operators: filters expanded, batch norm folded
   * into them where it can be. Numbers are in single precision, rounded once.
   *
   * @param preprocessing what is done to the images first; the identity for images that are ready
   * @return from images [channels, height, width] to the net's output, channels group-major
   * @throws dev.pinwheel.nn.module.UndescribedLayerException if a layer has no such description
   */
  public DenseGraph describe(UnaryOperator<Value> preprocessing) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model wide = to(Precision.FLOAT64, ComputeDevice.CPU)) {
      int[] size = net.inputSize();
      long[] shape = new long[size.length + 1];
      shape[0] = net.input().channels();
      Arrays.setAll(shape, i -> i == 0 ? shape[0] : size[i - 1]);
      Value images = Value.input(shape);
      Description description = new Description(Pass.inference(wide.weights()));
      Value output = net.describe(preprocessing.apply(images), description);
      Map<Layer, String> sites = new HashMap<>();
      net.sites().forEach(site -> sites.put(site.layer(), site.name()));
      Map<Value, String> names = new HashMap<>();
      description
          .makers()
          .forEach((value, layer) -> names.put(value, sites.getOrDefault(layer, "net")));
      return new DenseGraph(images, output, names);
    }
  }

  /**
   * Requires scalar fields at a single pixel: one number per class.
   *
   * @param net the net
   * @throws IllegalArgumentException if the output is anything else
   */
  public static void requireClassifier(Net net) {
    if (!net.output().isTrivial() || Sizes.pixels(net.outputSize()) != 1) {
      throw new IllegalArgumentException(
          "a classifier ends in scalar fields at one pixel, not in '"
              + net.output()
              + "' of size "
              + Sizes.format(net.outputSize())
              + ": end the net with invariantHead, or with projection and globalPool");
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
