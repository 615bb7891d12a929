package dev.pinwheel.nn.check.angle;

import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.module.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Errors by layer, angle and image, as they are measured. */
final class ErrorTable {
  /** The name under which the net's output is kept. */
  static final String NET = "net";

  private final Map<String, double[][]> errors = new LinkedHashMap<>();
  private final Map<String, String> descriptions = new HashMap<>();
  private final Map<Layer, String> names = new HashMap<>();

  ErrorTable(Net net, EquivarianceCurve.Layers layers, int angles, int images) {
    boolean wanted = layers == EquivarianceCurve.Layers.INCLUDED;
    for (LayerSite site : wanted ? net.sites() : List.<LayerSite>of()) {
      names.put(site.layer(), site.name());
      descriptions.put(site.name(), site.layer().toString());
      errors.put(site.name(), new double[angles][images]);
    }
    descriptions.put(NET, "'" + net.input() + "' → '" + net.output() + "'");
    errors.put(NET, new double[angles][images]);
  }

  /** A layer's name; layers that are not the net's own have none. */
  Optional<String> name(Layer layer) {
    return Optional.ofNullable(names.get(layer));
  }

  void put(String name, int angle, int image, double error) {
    errors.get(name)[angle][image] = error;
  }

  List<AngleErrors> layers() {
    List<AngleErrors> layers = new ArrayList<>();
    errors.keySet().stream().filter(name -> !name.equals(NET)).forEach(n -> layers.add(of(n)));
    return layers;
  }

  AngleErrors net() {
    return of(NET);
  }

  private AngleErrors of(String name) {
    List<Double> mean = new ArrayList<>();
    List<Double> worst = new ArrayList<>();
    for (double[] byImage : errors.get(name)) {
      mean.add(Arrays.stream(byImage).sum() / byImage.length);
      worst.add(Arrays.stream(byImage).reduce(Math::max).orElseThrow());
    }
    return new AngleErrors(name, descriptions.get(name), mean, worst);
  }
}
