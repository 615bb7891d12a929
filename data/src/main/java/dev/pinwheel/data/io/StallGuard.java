package dev.pinwheel.data.io;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * Closes a stream on which nothing arrives for too long, so that its reader doesn't wait for ever.
 */
final class StallGuard implements AutoCloseable {
  private final InputStream stream;
  private final long patience;
  private final Thread watcher;
  private volatile long last = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream stream, Duration patience) {
    this.stream = stream;
    this.patience = patience.toNanos();
    watcher = new Thread(this::watch, "download-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Notes that bytes arrived. */
  void alive() {
    last = System.nanoTime();
  }

  /** Tells a stream closed by this guard from one that ended. */
  void check() throws IOException {
    if (stalled) {
      throw new IOException("nothing arrived for " + patience / 1_000_000_000L + " s");
    }
  }

  private void watch() {
    try {
      while (System.nanoTime() - last < patience) {
        Thread.sleep(Math.max(1, patience / 10_000_000L));
      }
      stalled = true;
      stream.close();
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt(); // The download ended, or its stream is closed already.
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
