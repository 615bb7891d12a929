package dev.pinwheel.data.io;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Downloads over HTTP, resumed where they broke off.
 *
 * <p>Bytes go to the target's name with {@code .part} added. A download that breaks off leaves that
 * file, and the next request asks only for what is missing ({@code Range}); a server that sends
 * everything again is understood. A complete file takes its name only after the verifier accepts
 * it. A resumed file that is refused is deleted and fetched once more from its first byte.
 */
public final class Downloader {
  private static final int ATTEMPTS = 3;

  private final Duration connectTimeout;
  private final Duration patience;

  /** Makes a downloader that waits 5 s for a connection and 30 s for the next bytes. */
  public Downloader() {
    this(Duration.ofSeconds(5), Duration.ofSeconds(30));
  }

  /**
   * Makes a downloader with its own patience.
   *
   * @param connectTimeout how long to wait for a connection
   * @param stallTimeout how long to wait for an answer, or for its next bytes
   */
  public Downloader(Duration connectTimeout, Duration stallTimeout) {
    this.connectTimeout = connectTimeout;
    patience = stallTimeout;
  }

  /** Decides whether a complete file is what it should be. */
  @FunctionalInterface
  public interface Verifier {
    /**
     * Accepts the file or throws.
     *
     * @param file the file, complete under a temporary name
     * @throws DataException if it isn't the file that was wanted
     */
    void verify(Path file);
  }

  /**
   * Downloads a file.
   *
   * @param uri where from
   * @param target the file to make or replace; its folder exists
   * @param maxBytes the largest size to accept
   * @param verifier accepts the complete file
   * @param progress what is told of the bytes
   * @throws DataException if the server can't be reached, refuses, breaks off three times or sends
   *     more than maxBytes, if the file can't be written, or if the verifier refuses it
   */
  public void download(URI uri, Path target, long maxBytes, Verifier verifier, Progress progress) {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      boolean resumed = fetch(uri, part, maxBytes, progress);
      try {
        verifier.verify(part);
      } catch (DataException refused) {
        Files.delete(part);
        if (!resumed) {
          throw refused;
        }
        fetch(uri, part, maxBytes, progress);
        verifyOrDelete(part, verifier);
      }
      AtomicFile.publish(part, target);
    } catch (IOException e) {
      throw new DataException("cannot download " + uri + ": " + explain(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("download of " + uri + " interrupted: start it again to go on", e);
    }
  }

  private static void verifyOrDelete(Path part, Verifier verifier) throws IOException {
    try {
      verifier.verify(part);
    } catch (DataException refused) {
      Files.delete(part);
      throw refused;
    }
  }

  /** Fetches until the part is complete; says whether it began with bytes of an earlier call. */
  private boolean fetch(URI uri, Path part, long maxBytes, Progress progress)
      throws IOException, InterruptedException {
    boolean resumed = false;
    for (int attempt = 1; ; attempt++) {
      long before = size(part);
      resumed |= attempt == 1 && before > 0;
      try {
        request(uri, part, before, maxBytes, progress);
        return resumed;
      } catch (IOException broken) {
        if (attempt == ATTEMPTS || size(part) <= before) {
          throw broken;
        }
      }
    }
  }

  private void request(URI uri, Path part, long have, long maxBytes, Progress progress)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      boolean append = status == 206 && startsAt(response, have);
      if (status == 416 && have > 0) {
        return; // Nothing is missing, or the part is none of this file: the verifier tells.
      }
      if (status != 200 && !append) {
        throw new DataException("cannot download " + uri + ": the server answered " + status);
      }
      long known = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      long start = append ? have : 0;
      long total = known < 0 ? Progress.UNKNOWN : start + known;
      if (total > maxBytes) {
        throw tooLarge(uri, maxBytes);
      }
      try (OutputStream out =
              Files.newOutputStream(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
          StallGuard guard = new StallGuard(body, patience);
          Progress.Task task = progress.begin("downloading " + uri, Progress.Unit.BYTES, total)) {
        task.advance(start);
        copy(uri, body, out, maxBytes - start, guard, task);
      }
      if (total >= 0 && size(part) < total) {
        throw new IOException("the connection broke off at byte " + size(part) + " of " + total);
      }
    }
  }

  private static void copy(
      URI uri, InputStream in, OutputStream out, long room, StallGuard guard, Progress.Task task)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = room;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      guard.alive();
      left -= n;
      if (left < 0) {
        throw tooLarge(uri, room);
      }
      out.write(buffer, 0, n);
      task.advance(n);
    }
    guard.check();
  }

  private static boolean startsAt(HttpResponse<?> response, long have) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + have + "-"))
        .isPresent();
  }

  private static DataException tooLarge(URI uri, long maxBytes) {
    return new DataException(
        "cannot download " + uri + ": more than the " + maxBytes + " bytes expected");
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static String explain(IOException e) {
    if (e instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    return e instanceof ConnectException ? "no connection" : DataException.reason(e);
  }
}
