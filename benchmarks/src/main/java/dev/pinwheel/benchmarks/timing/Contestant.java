package dev.pinwheel.benchmarks.timing;

/**
 * Something that can be done again and again, and what it holds for it.
 *
 * @param step does it once; opens a scope of its own for native memory
 * @param release gives back what is held
 */
public record Contestant(Runnable step, Runnable release) implements AutoCloseable {
  @Override
  public void close() {
    release.run();
  }
}
