package dev.pinwheel.export;

import dev.pinwheel.nn.check.EquivarianceReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was proven of an exported file, by running it.
 *
 * @param file the file's name
 * @param sha256 of all its bytes
 * @param bytes how many there are
 * @param net the net's name
 * @param input what the file takes
 * @param output what it gives
 * @param format the file's format, with its versions
 * @param verdict {@link #EQUIVARIANT} or {@link #NOT_EQUIVARIANT}
 * @param outputs against the model it was made of
 * @param equivariance the file's own symmetry
 * @param method how both were measured
 * @param versions with what, by name
 * @param time when, in UTC
 */
public record Certificate(
    String file,
    String sha256,
    long bytes,
    String net,
    String input,
    String output,
    String format,
    String verdict,
    Outputs outputs,
    Equivariance equivariance,
    List<String> method,
    Map<String, String> versions,
    String time) {
  /** No element's error is above the bar. */
  public static final String EQUIVARIANT = "EQUIVARIANT";

  /** Some element's error is, or none could be measured. */
  public static final String NOT_EQUIVARIANT = "NOT EQUIVARIANT";

  /**
   * Copies the collections.
   *
   * @param file the file's name
   * @param sha256 of all its bytes
   * @param bytes how many there are
   * @param net the net's name
   * @param input what the file takes
   * @param output what it gives
   * @param format the file's format, with its versions
   * @param verdict {@link #EQUIVARIANT} or {@link #NOT_EQUIVARIANT}
   * @param outputs against the model it was made of
   * @param equivariance the file's own symmetry
   * @param method how both were measured
   * @param versions with what, by name
   * @param time when, in UTC
   */
  public Certificate {
    method = List.copyOf(method);
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /**
   * The file's outputs against the model's.
   *
   * @param images how many images were compared, in one batch, and the first one alone
   * @param error the worst image's ‖a − b‖ / max(‖a‖, ‖b‖)
   * @param bar the largest error that passes
   */
  public record Outputs(int images, double error, double bar) {}

  /**
   * The file's output of turned images against its turned output.
   *
   * @param group over whose elements images were turned
   * @param elements the worst image's error for each of them; empty if the group does not act on
   *     the output
   * @param worst the largest of them; NaN if there are none, infinite if one is no number
   * @param bar the largest error that passes
   * @param images how many images were turned
   * @param leftOut which elements of a larger group were not measured and why; empty if all were
   */
  public record Equivariance(
      String group, List<Element> elements, double worst, double bar, int images, String leftOut) {
    /**
     * Copies the list.
     *
     * @param group over whose elements images were turned
     * @param elements the worst image's error for each of them; empty if the group does not act on
     *     the output
     * @param worst the largest of them; NaN if there are none, infinite if one is no number
     * @param bar the largest error that passes
     * @param images how many images were turned
     * @param leftOut which elements of a larger group were not measured and why; empty if all were
     */
    public Equivariance {
      elements = List.copyOf(elements);
    }

    static Equivariance of(EquivarianceReport report) {
      List<Element> elements = new ArrayList<>();
      List<Double> errors = report.net().values();
      for (int g = 0; g < errors.size(); g++) {
        elements.add(new Element(report.group().elementName(g), errors.get(g)));
      }
      return new Equivariance(
          report.scope(),
          elements,
          report.net().worstValue(),
          report.tolerance(),
          report.images(),
          report.leftOut().orElse(""));
    }
  }

  /**
   * One element of the group.
   *
   * @param name such as {@code r90}
   * @param error the worst image's ‖Φ(L_g f) − L_g Φ(f)‖ / max(‖Φ(L_g f)‖, ‖L_g Φ(f)‖)
   */
  public record Element(String name, double error) {}

  /**
   * Reads a certificate back.
   *
   * @param json the file, such as {@code model.certificate.json}
   * @return the certificate
   * @throws ExportException if it is no certificate
   * @throws dev.pinwheel.data.DataException if it can't be read
   */
  public static Certificate read(Path json) {
    return CertificateForms.read(json);
  }

  /**
   * The verdict as a truth value.
   *
   * @return whether the file is proven equivariant
   */
  public boolean passed() {
    return verdict.equals(EQUIVARIANT);
  }

  /**
   * The verdict in a sentence, with the figures.
   *
   * @return a line for people, which begins with the verdict
   */
  public String verdictLine() {
    Equivariance e = equivariance;
    String measured =
        e.elements().isEmpty()
            ? "the group does not act on the output"
            : String.format(
                Locale.ROOT,
                "worst error %.1e over %d elements and %d images, bar %.0e",
                e.worst(),
                e.elements().size(),
                e.images(),
                e.bar());
    return verdict
        + " under "
        + e.group()
        + ": "
        + measured
        + (e.leftOut().isEmpty() ? "" : "; " + e.leftOut());
  }

  /**
   * Where a model's certificate is.
   *
   * @param model the model's file
   * @return for example {@code model.certificate.json}
   */
  public static Path jsonFile(Path model) {
    return beside(model, ".certificate.json");
  }

  /**
   * Where a model's certificate is, as a page.
   *
   * @param model the model's file
   * @return for example {@code model.certificate.html}
   */
  public static Path pageFile(Path model) {
    return beside(model, ".certificate.html");
  }

  private static Path beside(Path model, String end) {
    String name = model.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + end);
  }
}
