package dev.pinwheel.cli;

import dev.pinwheel.data.Suggestions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;

/** Looks nets up as a person types them. */
final class NetNames {
  private NetNames() {}

  /** Returns the net, or fails with the nearest known name. */
  static NamedNet get(String name) {
    return Nets.find(name)
        .orElseThrow(
            () -> new IllegalArgumentException(Suggestions.unknown("net", name, Nets.names())));
  }
}
