package dev.pinwheel.serve;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.report.Motion;
import dev.pinwheel.report.OrientationSpread;
import dev.pinwheel.report.picture.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The feature maps of a net's first layer with orientations, of an image and of a turned copy.
 *
 * <p>{@code (L_g Φ(f))(x, h) = Φ(f)(g⁻¹x, g⁻¹h)}: turned by an element of the group the maps are
 * the first image's, turned, and moved along the orientations. Fields are chosen, and colours
 * scaled, by the first image alone, so that what moves can be seen.
 */
final class FeatureMaps {
  private static final int FIELDS = 3;
  private static final int ORIENTATIONS = 8;

  private final int batch;
  private final int fields;
  private final int orientations;
  private final int height;
  private final int width;
  private final double[] values;
  private final String layer;
  private final PointGroup group;

  private FeatureMaps(String layer, FeatureMap map) {
    this.layer = layer;
    this.group = map.type().group();
    this.batch = (int) map.batch();
    this.fields = map.type().fields();
    this.orientations = map.type().orientations();
    this.height = map.size()[0];
    this.width = map.size()[1];
    this.values = Tensors.toDoubles(map.values());
  }

  /**
   * Computes them.
   *
   * @param pixels the image and its copy, preprocessed
   * @return nothing if no layer has orientations
   */
  static Optional<FeatureMaps> of(SavedModel model, float[] pixels) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Net net = model.model().net();
      List<FeatureMap> found = new ArrayList<>();
      List<String> names = new ArrayList<>();
      Pass pass =
          Pass.inference(model.model().weights())
              .observedBy(
                  (layer, in, out) -> {
                    if (found.isEmpty() && isShown(out)) {
                      found.add(out);
                      names.add(name(net, layer));
                    }
                  });
      net.apply(model.model().images(pixels), pass);
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(new FeatureMaps(names.get(0), found.get(0)));
    }
  }

  private static boolean isShown(FeatureMap map) {
    return !map.type().isSum()
        && map.type().isRegular()
        && map.type().orientations() > 1
        && map.size().length == 2;
  }

  private static String name(Net net, Layer layer) {
    return net.sites().stream()
        .filter(site -> site.layer() == layer)
        .map(site -> site.name())
        .findFirst()
        .orElse(layer.kind());
  }

  /** The layer's name in the net. */
  String layer() {
    return layer;
  }

  /** The angles of the orientations that are shown; a reflection's is marked. */
  List<String> orientations() {
    return shown().mapToObj(h -> Motion.of(group, h).words()).toList();
  }

  /** Pictures of the copy's maps: for each field that is shown a list over the orientations. */
  List<List<String>> pictures() {
    List<Integer> chosen =
        IntStream.range(0, fields)
            .boxed()
            .sorted(Comparator.comparingDouble(f -> -spread(f)))
            .limit(FIELDS)
            .toList();
    return chosen.stream().map(this::pictures).toList();
  }

  private List<String> pictures(int field) {
    double scale = 0;
    for (int i = 0; i < orientations * height * width; i++) {
      scale = Math.max(scale, Math.abs(values[at(0, field) + i]));
    }
    double most = scale;
    return shown()
        .mapToObj(
            h -> {
              double[] map = new double[height * width];
              System.arraycopy(values, at(batch - 1, field) + h * map.length, map, 0, map.length);
              return Picture.ofMap(map, height, width, most).dataUri();
            })
        .toList();
  }

  private IntStream shown() {
    int step = (orientations + ORIENTATIONS - 1) / ORIENTATIONS;
    return IntStream.iterate(0, h -> h < orientations, h -> h + step);
  }

  private int at(int image, int field) {
    return (image * fields + field) * orientations * height * width;
  }

  /** How much the first image's orientations differ. */
  private double spread(int field) {
    return OrientationSpread.of(values, at(0, field), orientations, height * width);
  }
}
