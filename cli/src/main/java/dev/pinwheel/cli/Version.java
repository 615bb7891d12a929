package dev.pinwheel.cli;

import dev.pinwheel.nn.engine.Engine;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} shows. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "pinwheel " + own(),
      "Java %s (%s, %s %s)"
          .formatted(
              System.getProperty("java.version"),
              System.getProperty("java.vendor"),
              System.getProperty("os.name"),
              System.getProperty("os.arch")),
      "LibTorch " + Engine.version() + " (" + Engine.platform() + ")"
    };
  }

  private static String own() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "(not packaged)");
  }
}
