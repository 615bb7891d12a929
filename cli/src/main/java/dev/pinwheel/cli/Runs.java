package dev.pinwheel.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where runs go when nobody says. */
final class Runs {
  private static final String PARENT = "runs";

  private Runs() {}

  /** Returns {@code runs/NAME}, or with the first number that is free. */
  static Path fresh(String name) {
    Path folder = Path.of(PARENT, name);
    for (int i = 2; Files.exists(folder); i++) {
      folder = Path.of(PARENT, name + "-" + i);
    }
    return folder;
  }

  /** Returns {@code runs/NAME}. */
  static Path named(String name) {
    return Path.of(PARENT, name);
  }
}
