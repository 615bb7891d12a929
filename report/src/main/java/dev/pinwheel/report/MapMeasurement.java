package dev.pinwheel.report;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/** Computes the feature maps of an image and of its turned copies, in float64. */
final class MapMeasurement {
  private MapMeasurement() {}

  /**
   * Computes them.
   *
   * @param choice layers and turns
   * @param shape the image's
   * @param image its pixels, in [0, 1]
   */
  static List<TurnedMaps> run(
      SavedModel model, MapChoice choice, ImageShape shape, double[] image) {
    float[] pixels = new float[choice.shown().size() * image.length];
    for (int i = 0; i < choice.shown().size(); i++) {
      double[] turned =
          Motion.of(choice.group(), choice.shown().get(i))
              .apply(image, shape.height(), shape.width());
      for (int j = 0; j < turned.length; j++) {
        pixels[i * image.length + j] = (float) turned[j];
      }
    }
    model.preprocessing().apply(pixels, 0, pixels.length);
    List<TurnedMaps> all = new ArrayList<>();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Model copy = model.model().to(Precision.FLOAT64, ComputeDevice.CPU)) {
      Map<Layer, FeatureMap> outputs = new HashMap<>();
      choice.sites().forEach(site -> outputs.put(site.layer(), null));
      Pass pass =
          Pass.inference(copy.weights())
              .observedBy(
                  (layer, in, out) -> {
                    if (outputs.containsKey(layer)) {
                      outputs.put(layer, out);
                    }
                  });
      copy.net().apply(copy.images(pixels), pass);
      for (LayerSite site : choice.sites()) {
        all.add(
            TurnedMaps.of(
                site,
                choice.group(),
                choice.shown().stream().mapToInt(g -> g).toArray(),
                columns(outputs.get(site.layer()), choice),
                field(outputs.get(site.layer()), choice)));
      }
    }
    return all;
  }

  private static FeatureMap part(FeatureMap output, MapChoice choice) {
    return output.parts().get(MapChoice.regular(output.type(), choice.group()).orElse(0));
  }

  private static int[] columns(FeatureMap output, MapChoice choice) {
    return part(output, choice).type().orientations() == 1
        ? new int[] {0}
        : choice.columns().stream().mapToInt(h -> h).toArray();
  }

  /** The field that tells orientations apart best, for each copy of the image. */
  private static List<double[]> field(FeatureMap output, MapChoice choice) {
    FeatureMap part = part(output, choice);
    int fields = part.type().fields();
    int orientations = part.type().orientations();
    double[] values = Tensors.toDoubles(part.values());
    int images = (int) part.batch();
    int each = values.length / (images * fields);
    int best = 0;
    double most = -1;
    for (int f = 0; f < fields; f++) {
      double spread = spread(values, f * each, each, orientations);
      if (spread > most) {
        most = spread;
        best = f;
      }
    }
    List<double[]> chosen = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      int from = (i * fields + best) * each;
      chosen.add(Arrays.copyOfRange(values, from, from + each));
    }
    return chosen;
  }

  /** Of a map without orientations, over its pixels. */
  private static double spread(double[] values, int from, int each, int orientations) {
    return orientations == 1
        ? OrientationSpread.of(values, from, each, 1)
        : OrientationSpread.of(values, from, orientations, each / orientations);
  }
}
