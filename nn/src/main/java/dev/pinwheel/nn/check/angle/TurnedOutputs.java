package dev.pinwheel.nn.check.angle;

import dev.pinwheel.nn.check.Errors;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The outputs for one image that is not turned, by name; turned in their place. */
final class TurnedOutputs {
  private final double margin;
  private final Map<String, QuinticSpline> splines = new HashMap<>();
  private final Map<String, int[]> discs = new HashMap<>();

  /** Keeps away from a map's border by a margin, as a part of the map's size. */
  TurnedOutputs(double margin) {
    this.margin = margin;
  }

  /** Keeps an output of one image. */
  void record(String name, FeatureMap map) {
    int height = map.size()[0];
    int width = map.size()[1];
    double radius = Math.min(height, width) * (0.5 - margin);
    double[] values = Tensors.toDoubles(map.rows());
    splines.put(name, QuinticSpline.through(values, height, width, map.type().channels()));
    discs.put(name, height * width == 1 ? new int[] {0} : Disc.pixels(height, width, radius));
  }

  /** The errors of outputs of the image turned by some angles; NaN where the disc is empty. */
  double[] errors(String name, FeatureMap turned, List<Double> angles) {
    int[] disc = discs.get(name);
    FeatureType type = turned.type();
    double[] errors = new double[angles.size()];
    if (disc.length == 0) {
      Arrays.fill(errors, Double.NaN);
      return errors;
    }
    double[] all = Tensors.toDoubles(turned.rows());
    int each = all.length / angles.size();
    Arrays.parallelSetAll(
        errors,
        i ->
            Errors.relative(
                inside(disc, all, i * each, type.channels()),
                OrientationAction.of(type, angles.get(i))
                    .apply(splines.get(name).turned(angles.get(i), disc))));
    return errors;
  }

  private static double[] inside(int[] disc, double[] rows, int offset, int channels) {
    double[] chosen = new double[disc.length * channels];
    for (int i = 0; i < disc.length; i++) {
      System.arraycopy(rows, offset + disc[i] * channels, chosen, i * channels, channels);
    }
    return chosen;
  }
}
