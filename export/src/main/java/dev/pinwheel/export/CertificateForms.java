package dev.pinwheel.export;

import dev.pinwheel.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A certificate as JSON, and as a page that needs nothing beside it. */
final class CertificateForms {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Certificate of %1$s</title>
      <style>
      body { font: 16px/1.5 sans-serif; max-width: 46em; margin: 2em auto; padding: 0 1em;
             color: #222; background: #fff; }
      h1 { font-size: 1.5em; } h2 { font-size: 1.1em; margin-top: 2em; }
      table { border-collapse: collapse; }
      th, td { text-align: left; padding: .2em 1em .2em 0; vertical-align: top;
               border-bottom: 1px solid #ddd; overflow-wrap: anywhere; }
      td.number { text-align: right; font-family: monospace; }
      .verdict { font-weight: bold; padding: .5em 1em; border-left: .4em solid %2$s;
                 background: #f4f4f4; }
      </style>
      </head>
      <body>
      <h1>Certificate of %1$s</h1>
      <p class="verdict">%3$s</p>
      <h2>The file</h2>
      <table>
      %4$s</table>
      <h2>Error for each element of %5$s</h2>
      <table>
      <tr><th>element</th><th>error</th></tr>
      %6$s</table>
      <h2>Method</h2>
      <ul>
      %7$s</ul>
      <h2>Versions</h2>
      <table>
      %8$s</table>
      </body>
      </html>
      """;

  private CertificateForms() {}

  static String json(Certificate certificate) {
    return JSON.writeValueAsString(certificate) + "\n";
  }

  static Certificate read(Path file) {
    try {
      Certificate read = JSON.readValue(Files.readAllBytes(file), Certificate.class);
      Objects.requireNonNull(read.equivariance());
      Objects.requireNonNull(read.outputs());
      Objects.requireNonNull(read.verdict());
      return read;
    } catch (JacksonException | NullPointerException e) {
      throw new ExportException(file + " is no certificate that pinwheel wrote", e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  static String page(Certificate c) {
    Map<String, String> file = new LinkedHashMap<>();
    file.put("SHA-256", c.sha256());
    file.put("size", String.format(Locale.ROOT, "%,d bytes", c.bytes()));
    file.put("format", c.format());
    file.put("net", c.net());
    file.put("input", c.input());
    file.put("output", c.output());
    file.put(
        "outputs against the model's",
        "error %s on %d images, bar %s"
            .formatted(number(c.outputs().error()), c.outputs().images(), bar(c.outputs().bar())));
    file.put("measured", c.time());
    return PAGE.formatted(
        escaped(c.file()),
        c.passed() ? "#2a7d2a" : "#b3261e",
        escaped(c.verdictLine()),
        rows(file),
        escaped(c.equivariance().group()),
        c.equivariance().elements().stream()
            .map(
                e ->
                    "<tr><td>%s</td><td class=\"number\">%s</td></tr>\n"
                        .formatted(escaped(e.name()), number(e.error())))
            .collect(Collectors.joining()),
        c.method().stream()
            .map(line -> "<li>" + escaped(line) + "</li>\n")
            .collect(Collectors.joining()),
        rows(c.versions()));
  }

  private static String rows(Map<String, String> cells) {
    return cells.entrySet().stream()
        .map(
            cell ->
                "<tr><th>%s</th><td>%s</td></tr>\n"
                    .formatted(escaped(cell.getKey()), escaped(cell.getValue())))
        .collect(Collectors.joining());
  }

  private static String number(double error) {
    return String.format(Locale.ROOT, "%.1e", error);
  }

  private static String bar(double bar) {
    return String.format(Locale.ROOT, "%.0e", bar);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
