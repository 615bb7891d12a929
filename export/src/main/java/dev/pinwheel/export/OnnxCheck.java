package dev.pinwheel.export;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.check.FunctionCheck;
import dev.pinwheel.nn.check.LayerError;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Pass;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Runs an ONNX file, beside the model that it was made of and on turned images.
 *
 * @param source what the file was made of
 * @param group over whose elements images are turned, as far as they map pixels onto pixels
 * @param images how many random images, of independent values in [0, 1]
 * @param seed of the images
 */
record OnnxCheck(Exportable source, PointGroup group, int images, long seed) {
  /** The largest relative error that passes, in single precision. */
  static final double BAR = 1e-5;

  /**
   * What was found.
   *
   * @param outputs the error of the file's outputs against the model's
   * @param equivariance the file's own errors
   */
  record Result(double outputs, EquivarianceReport equivariance) {}

  /**
   * Measures a file.
   *
   * @param file the file
   * @param progress told of each run
   * @return errors
   * @throws ExportException if ONNX Runtime can't run it, or the model gives nothing to compare
   * @throws dev.pinwheel.nn.SizeRuleException if the group does not map the images onto themselves
   */
  Result run(Path file, IntConsumer progress) {
    Net net = source.model().net();
    PointGroup exact = FunctionCheck.onGrid(group, net.inputSize());
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        OnnxSession session = OnnxSession.open(file, Engine.threads(), progress)) {
      float[] pixels = randomPixels(net);
      FeatureMap x = map(net.input(), pixels, net.inputSize());
      FeatureMap expected = expected(pixels, Precision.FLOAT32);
      requireComparable(expected);
      double outputs = FunctionCheck.error(ran(session, x), expected);
      // A batch of one image may take other ways through a runtime.
      float[] first = Arrays.copyOf(pixels, pixels.length / images);
      double alone =
          FunctionCheck.error(
              ran(session, map(net.input(), first, net.inputSize())),
              expected(first, Precision.FLOAT32));
      List<Double> errors =
          FunctionCheck.errors(exact, turned -> ran(session, turned), x, net.output());
      LayerError whole =
          new LayerError(
              "file", "'" + net.input() + "' → '" + net.output() + "'", errors, List.of());
      return new Result(
          Double.isNaN(outputs) ? outputs : Math.max(outputs, alone),
          new EquivarianceReport(
              exact, group, Precision.FLOAT32, BAR, images, 0, List.of(), whole));
    }
  }

  private float[] randomPixels(Net net) {
    SplittableRandom random = new SplittableRandom(seed);
    int each = Math.toIntExact(Sizes.pixels(net.inputSize()) * net.input().channels());
    float[] pixels = new float[Math.multiplyExact(images, each)];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble();
    }
    return pixels;
  }

  /** How far the model itself is from what it is in double precision. */
  double ownError() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      float[] pixels = randomPixels(source.model().net());
      return FunctionCheck.error(
          expected(pixels, Precision.FLOAT32), expected(pixels, Precision.FLOAT64));
    }
  }

  /** Of numbers that are none, and of nothing but zeros, an error says nothing. */
  private void requireComparable(FeatureMap expected) {
    double[] values = Tensors.toDoubles(expected.rows());
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new ExportException(
          source.name()
              + " gives infinite values, or none at all, for random images in [0, 1], so nothing can"
              + " be compared: train it anew, or check its weights");
    }
    if (Arrays.stream(values).allMatch(v -> v == 0)) {
      throw new ExportException(
          source.name()
              + " gives nothing but zeros for random images in [0, 1], so nothing can be proven:"
              + " train it, or check its weights");
    }
  }

  private FeatureMap expected(float[] pixels, Precision precision) {
    float[] prepared = pixels.clone();
    source.preprocessing().apply(prepared, 0, prepared.length);
    Net net = source.model().net();
    try (Model own = source.model().to(precision, ComputeDevice.CPU)) {
      FeatureMap x = map(net.input(), prepared, net.inputSize()).inFormat(precision.scalarType());
      return net.apply(x, Pass.inference(own.weights()));
    }
  }

  private FeatureMap ran(OnnxSession session, FeatureMap x) {
    Net net = source.model().net();
    float[] y = session.run(Tensors.toFloats(x.channels()), shape(x.batch(), x.type(), x.size()));
    return map(net.output(), y, net.outputSize());
  }

  /** A map in the layout that layers expect, from numbers channel by channel. */
  private static FeatureMap map(FeatureType type, float[] numbers, int... size) {
    long batch = numbers.length / (type.channels() * Sizes.pixels(size));
    FeatureMap map = FeatureMap.ofChannels(type, Tensors.of(numbers, shape(batch, type, size)));
    return FeatureMap.ofRows(type, map.rows().contiguous(), batch, size);
  }

  private static long[] shape(long batch, FeatureType type, int... size) {
    long[] shape = new long[size.length + 2];
    shape[0] = batch;
    shape[1] = type.channels();
    Arrays.setAll(shape, i -> i < 2 ? shape[i] : size[i - 2]);
    return shape;
  }
}
