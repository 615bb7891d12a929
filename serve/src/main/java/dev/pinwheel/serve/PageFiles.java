package dev.pinwheel.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The page's files: a fixed list, so that no path leads anywhere else. */
final class PageFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "app.js", "text/javascript; charset=utf-8",
          "style.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final Map<String, byte[]> files = new HashMap<>();

  PageFiles() {
    for (String name : TYPES.keySet()) {
      try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
        files.put(name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static Iterable<String> names() {
    return TYPES.keySet();
  }

  static String type(String name) {
    return TYPES.get(name);
  }

  byte[] content(String name) {
    return files.get(name);
  }
}
