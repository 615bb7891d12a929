package dev.pinwheel.export;

import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.Whitening;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.feature.Sizes;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a file says of itself. */
final class Metadata {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Metadata() {}

  static Map<String, String> of(Exportable source, String verdict) {
    Net net = source.model().net();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("pinwheel.net", source.name());
    metadata.put("pinwheel.group", net.group().toString());
    metadata.put("pinwheel.verdict", verdict);
    metadata.put("pinwheel.input", input(net));
    metadata.put("pinwheel.output", output(source));
    if (!source.labels().isEmpty()) {
      metadata.put("pinwheel.labels", JSON.writeValueAsString(source.labels()));
    }
    metadata.put("pinwheel.preprocessing", preprocessing(source));
    if (!source.sizing().isEmpty()) {
      metadata.put("pinwheel.sizing", source.sizing());
    }
    return metadata;
  }

  static String input(Net net) {
    return "float32 [batch, "
        + net.input().channels()
        + ", "
        + Sizes.format(net.inputSize()).replace("×", ", ")
        + "], values in [0, 1], row 0 at the top";
  }

  static String output(Exportable source) {
    Net net = source.model().net();
    return source.isClassifier()
        ? "float32 [batch, " + net.output().fields() + "], a score per class before any softmax"
        : "float32 [batch, "
            + net.output().channels()
            + ", "
            + Sizes.format(net.outputSize()).replace("×", ", ")
            + "], of type '"
            + net.output()
            + "', channel = orientation · fields + field within each kind";
  }

  /** The graph does it; this is for people. */
  private static String preprocessing(Exportable source) {
    String what =
        source.preprocessing() instanceof Normalisation n
            ? n.equals(Normalisation.NONE)
                ? "none"
                : "(value - " + n.mean() + ") / " + n.deviation()
            : source.preprocessing() instanceof Whitening w
                ? w.form().toString()
                : source.preprocessing().toString();
    return what + (what.equals("none") ? "" : ", computed in the graph");
  }
}
