package dev.pinwheel.train;

import dev.pinwheel.nn.engine.Engine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * With what, where and when something was computed.
 *
 * @param pinwheel version of this software
 * @param commit revision of its sources, {@code unknown} outside a checkout
 * @param engine version of LibTorch
 * @param platform of its natives
 * @param java version of the Java runtime
 * @param system operating system and its version
 * @param processor the processor's name, family, model and sets of instructions
 * @param processors how many the JVM sees
 * @param time when, in UTC
 */
public record Provenance(
    String pinwheel,
    String commit,
    String engine,
    String platform,
    String java,
    String system,
    String processor,
    int processors,
    String time) {
  /**
   * This process, now.
   *
   * @return the record
   */
  public static Provenance now() {
    return new Provenance(
        version(),
        System.getProperty("pinwheel.commit", "unknown"),
        Engine.version(),
        Engine.platform(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Engine.processor(),
        Runtime.getRuntime().availableProcessors(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /**
   * The version of this software.
   *
   * @return the artifact's version, {@code development} when run from classes
   */
  public static String version() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
