package dev.pinwheel.cli;

import dev.pinwheel.data.Suggestions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.NetFile;
import dev.pinwheel.models.Nets;
import java.nio.file.Path;

/** Looks nets up as a person types them: by name, or as a file that describes one. */
final class NetNames {
  private static final String END = ".json";

  private NetNames() {}

  /** Whether a text names a file, not a published net. */
  static boolean isFile(String text) {
    return text.endsWith(END);
  }

  /** Returns the net, or fails with the nearest known name, or with what is wrong in the file. */
  static NamedNet get(String name) {
    if (isFile(name)) {
      return NetFile.read(Path.of(name)).named();
    }
    return Nets.find(name)
        .orElseThrow(
            () -> new IllegalArgumentException(Suggestions.unknown("net", name, Nets.names())));
  }
}
