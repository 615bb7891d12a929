package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.TimedCase.Kind;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.Net;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Everything that can be measured. */
final class BenchCases {
  /** A choice for a first look. */
  static final List<String> QUICK =
      List.of(
          "group-correlation-c4-10",
          "group-correlation-d4-32",
          "p4cnn-training",
          "p4cnn-training-dropout",
          "p4cnn-inference-128",
          "d4-residual-training",
          "p4cnn-memory");

  private static final int LAYER_BATCH = 32;
  private static final int BATCH = 128;
  private static final int RESIDUAL_BATCH = 32;
  private static final int PIPELINE_STEPS = 40;
  private static final int[] FIELDS = {10, 16, 32};
  private static final int FINE_FIELDS = 8;
  private static final List<BenchCase> ALL = all();

  private BenchCases() {}

  private static List<BenchCase> all() {
    List<BenchCase> all = new ArrayList<>();
    for (PointGroup group : List.of(PointGroup.cyclic(4), PointGroup.dihedral(4))) {
      for (int fields : FIELDS) {
        all.add(layer("lifting", group, fields, BenchNets.lifting(group, fields)));
      }
    }
    for (PointGroup group : List.of(PointGroup.cyclic(4), PointGroup.dihedral(4))) {
      for (int fields : FIELDS) {
        all.add(
            layer("group-correlation", group, fields, BenchNets.groupCorrelation(group, fields)));
      }
    }
    for (PointGroup group : List.of(PointGroup.cyclic(8), PointGroup.cyclic(16))) {
      Net net = BenchNets.fineCorrelation(group, FINE_FIELDS);
      all.add(layer("group-correlation", group, FINE_FIELDS, net));
    }
    TimedCase p4cnn = p4cnn("training", Kind.TRAINING, BenchNets.p4cnn(), BATCH);
    all.add(p4cnn);
    all.add(p4cnn("training-dropout", Kind.TRAINING, BenchNets.p4cnnWithDropout(), BATCH));
    all.add(p4cnn("inference-1", Kind.INFERENCE, BenchNets.p4cnn(), 1));
    all.add(p4cnn("inference-128", Kind.INFERENCE, BenchNets.p4cnn(), BATCH));
    TimedCase residual = residual("training", Kind.TRAINING);
    all.add(residual);
    all.add(residual("inference", Kind.INFERENCE));
    all.add(new MemoryCase("p4cnn-memory", p4cnn));
    all.add(new MemoryCase("d4-residual-memory", residual));
    all.add(new PipelineCase("p4cnn-pipeline", "p4cnn", PIPELINE_STEPS, BATCH));
    return List.copyOf(all);
  }

  private static TimedCase layer(String kind, PointGroup group, int fields, Net net) {
    String name = kind + "-" + group.name().toLowerCase(Locale.ROOT) + "-" + fields;
    return new TimedCase(name, Section.LAYERS, Kind.LAYER, net, LAYER_BATCH);
  }

  private static TimedCase p4cnn(String name, Kind kind, Net net, int images) {
    return new TimedCase("p4cnn-" + name, Section.P4CNN, kind, net, images);
  }

  private static TimedCase residual(String name, Kind kind) {
    return new TimedCase(
        "d4-residual-" + name, Section.RESIDUAL, kind, BenchNets.residual(), RESIDUAL_BATCH);
  }

  /** The names, in the order of the page. */
  static List<String> names() {
    return ALL.stream().map(BenchCase::name).toList();
  }

  /** The case of that very name. */
  static BenchCase get(String name) {
    return select(List.of(name)).get(0);
  }

  /**
   * The cases of those names; a name that is no case's stands for all whose names begin with it and
   * a hyphen.
   */
  static List<BenchCase> select(List<String> names) {
    Set<BenchCase> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<BenchCase> found = ALL.stream().filter(c -> c.name().equals(name)).toList();
      if (found.isEmpty()) {
        found = ALL.stream().filter(c -> c.name().startsWith(name + "-")).toList();
      }
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "unknown case '" + name + "': known are " + String.join(", ", names()));
      }
      chosen.addAll(found);
    }
    return ALL.stream().filter(chosen::contains).toList();
  }
}
