package dev.pinwheel.export;

import ai.onnxruntime.OrtEnvironment;
import dev.pinwheel.nn.engine.Engine;
import java.util.LinkedHashMap;
import java.util.Map;

/** With what a file was made and verified. */
final class Versions {
  private Versions() {}

  static String pinwheel() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /** Everything that took part, by name. */
  static Map<String, String> all(OrtEnvironment runtime) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Pinwheel", pinwheel());
    versions.put("revision", System.getProperty("pinwheel.commit", "unknown"));
    versions.put("LibTorch", Engine.version());
    versions.put("ONNX Runtime", runtime.getVersion());
    versions.put("Java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("platform", Engine.platform());
    return versions;
  }
}
