package dev.pinwheel.models;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.GlobalPool;
import dev.pinwheel.nn.layer.Interpolation;
import dev.pinwheel.nn.layer.Linear;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The layers of a net file: each kind's fields, and the step of the builder that they stand for.
 */
final class NetFileLayers {
  /** Adds the layer that an object describes. */
  @FunctionalInterface
  private interface Step {
    NetBuilder add(NetBuilder builder, NetFileFields fields, int classes);
  }

  /** What a dropout takes as one. */
  private enum Per {
    ELEMENT,
    FIELD
  }

  private static final Map<String, Step> STEPS = new TreeMap<>();

  static {
    STEPS.put("lifting", (b, f, classes) -> b.lifting(f.fields("fields", classes), window(f)));
    STEPS.put(
        "groupCorrelation",
        (b, f, classes) -> b.groupCorrelation(f.fields("fields", classes), window(f)));
    STEPS.put(
        "correlation", (b, f, classes) -> b.correlation(f.fields("fields", classes), window(f)));
    STEPS.put(
        "separableCorrelation",
        (b, f, classes) -> b.separableCorrelation(f.fields("fields", classes), window(f)));
    STEPS.put(
        "transposedGroupCorrelation",
        (b, f, classes) -> b.transposedGroupCorrelation(f.fields("fields", classes), window(f)));
    STEPS.put("restriction", (b, f, classes) -> b.restrict(PointGroup.parse(f.text("to"))));
    STEPS.put("batchNorm", (b, f, classes) -> b.batchNorm());
    STEPS.put("groupNorm", (b, f, classes) -> b.groupNorm(f.whole("groups", 1)));
    STEPS.put("layerNorm", (b, f, classes) -> b.layerNorm());
    STEPS.put("blurPool", (b, f, classes) -> b.blurPool(f.whole("factor", 1)));
    STEPS.put("maxBlurPool", (b, f, classes) -> b.maxBlurPool(f.whole("factor", 1)));
    STEPS.put("upSample", (b, f, classes) -> upSample(b, f));
    STEPS.put("discMask", (b, f, classes) -> b.discMask());
    for (Activation each : Activation.values()) {
      STEPS.put(camelCase(each), (b, f, classes) -> b.activation(each));
    }
    STEPS.put("dropout", (b, f, classes) -> dropout(b, f));
    STEPS.put("maxPool", (b, f, classes) -> pool(b, f, Reduction.MAX));
    STEPS.put("meanPool", (b, f, classes) -> pool(b, f, Reduction.MEAN));
    STEPS.put("globalPool", (b, f, classes) -> globalPool(b, f));
    STEPS.put("projection", (b, f, classes) -> projection(b, f));
    STEPS.put("flatten", (b, f, classes) -> b.then(FlattenedOrientations::new));
    STEPS.put("linear", (b, f, classes) -> linear(b, f.fields("fields", classes)));
    STEPS.put("invariantHead", (b, f, classes) -> b.invariantHead(f.fields("fields", classes)));
    STEPS.put("pixelHead", (b, f, classes) -> b.pixelHead(f.fields("fields", classes)));
    STEPS.put("residual", NetFileLayers::residual);
    STEPS.put("concatenation", NetFileLayers::concatenation);
    STEPS.put("repeat", NetFileLayers::repeat);
  }

  private NetFileLayers() {}

  /** Adds the layers of a list. */
  static NetBuilder add(NetBuilder builder, List<NetFileFields> layers, int classes) {
    NetBuilder b = builder;
    for (NetFileFields fields : layers) {
      String kind = fields.text("layer");
      Step step = STEPS.get(kind);
      if (step == null) {
        throw fields.error(
            "layer",
            "unknown layer '" + kind + "': known are " + String.join(", ", STEPS.keySet()));
      }
      try {
        b = step.add(b, fields, classes);
      } catch (NetFileException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw fields.error(e);
      }
      fields.done();
    }
    return b;
  }

  private static UnaryOperator<NetBuilder> steps(List<NetFileFields> layers, int classes) {
    return b -> add(b, layers, classes);
  }

  private static Window window(NetFileFields f) {
    return new Window(
        f.whole("kernel", 1),
        f.whole("stride", 1, 1),
        f.whole("padding", 0, 0),
        f.whole("dilation", 1, 1));
  }

  private static NetBuilder pool(NetBuilder b, NetFileFields f, Reduction reduction) {
    int kernel = f.whole("kernel", 1);
    Window window =
        new Window(
            kernel,
            f.whole("stride", 1, kernel),
            f.whole("padding", 0, 0),
            f.whole("dilation", 1, 1));
    return b.then(t -> new SpatialPool(t, window, reduction));
  }

  private static NetBuilder upSample(NetBuilder b, NetFileFields f) {
    int factor = f.whole("factor", 1);
    return b.upSample(factor, f.word("interpolation", Interpolation.class, Interpolation.LINEAR));
  }

  private static NetBuilder dropout(NetBuilder b, NetFileFields f) {
    double probability = f.number("probability");
    return f.word("per", Per.class, Per.ELEMENT) == Per.ELEMENT
        ? b.dropout(probability)
        : b.fieldDropout(probability);
  }

  private static NetBuilder globalPool(NetBuilder b, NetFileFields f) {
    Reduction reduction = f.word("reduction", Reduction.class, Reduction.MEAN);
    return b.then(t -> new GlobalPool(t, reduction));
  }

  private static NetBuilder linear(NetBuilder b, int fields) {
    return b.then(t -> new Linear(t, fields));
  }

  private static NetBuilder projection(NetBuilder b, NetFileFields f) {
    Reduction reduction = f.word("reduction", Reduction.class, Reduction.MAX);
    String over = f.text("over", "");
    return over.isEmpty()
        ? b.projection(reduction)
        : b.projection(Subgroup.embed(b.type().group(), PointGroup.parse(over)), reduction);
  }

  private static NetBuilder residual(NetBuilder b, NetFileFields f, int classes) {
    return b.residual(
        steps(f.objects("body"), classes), steps(f.objectsOrNone("shortcut"), classes));
  }

  private static NetBuilder concatenation(NetBuilder b, NetFileFields f, int classes) {
    return b.concatenation(
        f.lists("branches").stream().map(branch -> steps(branch, classes)).toList());
  }

  private static NetBuilder repeat(NetBuilder b, NetFileFields f, int classes) {
    int times = f.whole("times", 0);
    List<NetFileFields> layers = f.objects("layers");
    return b.repeat(times, steps(layers, classes));
  }

  private static String camelCase(Activation activation) {
    StringBuilder name = new StringBuilder();
    for (char c : activation.name().toCharArray()) {
      boolean starts = name.length() > 0 && name.charAt(name.length() - 1) == '_';
      if (starts) {
        name.setLength(name.length() - 1);
      }
      name.append(starts || c == '_' ? c : Character.toLowerCase(c));
    }
    return name.toString();
  }
}
