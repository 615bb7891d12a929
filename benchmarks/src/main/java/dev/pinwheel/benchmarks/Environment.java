package dev.pinwheel.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The variables that decide how memory is allocated and how threads wait: the same for all. */
final class Environment {
  private static final List<String> PREFIXES =
      List.of(
          "DNNL_",
          "GLIBC_TUNABLES",
          "GOMP_",
          "KMP_",
          "LD_PRELOAD",
          "MALLOC_",
          "MKL_",
          "OMP_",
          "ONEDNN_",
          "OPENBLAS_",
          "PINWHEEL_JAVA_OPTS",
          "TORCH_");

  private Environment() {}

  /** Those that are set, in the order of their names. */
  static Map<String, String> relevant(Map<String, String> environment) {
    Map<String, String> relevant = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (PREFIXES.stream().anyMatch(name::startsWith)) {
            relevant.put(name, value);
          }
        });
    return relevant;
  }
}
