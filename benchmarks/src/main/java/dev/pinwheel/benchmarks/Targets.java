package dev.pinwheel.benchmarks;

import java.util.Map;

/** How fast Pinwheel means to be on a processor with AMX, as fractions of the reference's time. */
final class Targets {
  /** How much more memory than the plain net's a training step may take. */
  static final double MEMORY = 1.2;

  private static final double OUTSIDE = 0.5;

  private static final Map<String, Target> OF_REFERENCE =
      Map.of(
          "group-correlation-c4-10", new Target(0.25, 0.75),
          "group-correlation-c4-32", new Target(0.17, 0.90),
          "group-correlation-d4-32", new Target(0.17, 0.92),
          "p4cnn-training", new Target(0.35, 0.70),
          "p4cnn-training-dropout", new Target(0.30, 0.60),
          "p4cnn-inference-128", new Target(0.20, 0.50));

  private Targets() {}

  private record Target(double bfloat16, double float32) {}

  /** The fraction of the reference's time, or null. */
  static Double ofReference(String name, String precision) {
    Target target = OF_REFERENCE.get(name);
    if (target == null) {
      return null;
    }
    return switch (precision) {
      case "bfloat16" -> target.bfloat16();
      case "float32" -> target.float32();
      default -> null;
    };
  }

  /** The share of a step spent outside the convolutions, or null. */
  static Double outsideConvolutions(String precision) {
    return precision.equals("bfloat16") ? OUTSIDE : null;
  }
}
