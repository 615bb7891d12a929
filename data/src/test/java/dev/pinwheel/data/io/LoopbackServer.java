package dev.pinwheel.data.io;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that serves one content and can misbehave. */
final class LoopbackServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final byte[] content;
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private volatile int cut = -1;
  private volatile int stall = -1;
  private volatile boolean ignoring;

  LoopbackServer(byte[] content) throws IOException {
    this.content = content.clone();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri(String name) {
    InetSocketAddress address = server.getAddress();
    return URI.create(
        "http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/" + name);
  }

  /** The Range headers seen, "none" where a request had none. */
  List<String> ranges() {
    return ranges;
  }

  /** Breaks the next answer off. */
  void cutAfter(int bytes) {
    cut = bytes;
  }

  /** Lets every answer dry up before this byte of the content. */
  void stallAfter(int bytes) {
    stall = bytes;
  }

  void ignoreRanges() {
    ignoring = true;
  }

  void alter() {
    content[5]++;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "none" : range);
    if (exchange.getRequestURI().getPath().endsWith("missing")) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    int start = 0;
    if (range != null && !ignoring) {
      start = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }
    if (start >= content.length) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    if (start > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes " + start + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(start > 0 ? 206 : 200, content.length - start);
    int length = content.length - start;
    if (cut >= 0) {
      length = cut;
      cut = -1;
    }
    if (stall >= 0) {
      length = Math.min(Math.max(0, stall - start), length);
    }
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(content, start, length);
      out.flush();
      if (stall >= 0) {
        Thread.sleep(5_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
