package dev.pinwheel.export;

import com.google.protobuf.ByteString;
import dev.pinwheel.data.io.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An ONNX file that was run and measured, not yet on disk.
 *
 * @param content its bytes
 * @param certificate what was found
 */
public record OnnxFile(ByteString content, Certificate certificate) {
  /**
   * Writes three files, each whole or not at all: the model, and beside it its certificate as JSON
   * and as a page.
   *
   * @param target the model's file, such as {@code model.onnx}; missing folders are made
   * @throws dev.pinwheel.data.DataException if a file can't be written
   */
  public void write(Path target) {
    AtomicFile.write(target, content::writeTo);
    write(certificateJson(target), CertificateForms.json(certificate));
    write(certificatePage(target), CertificateForms.page(certificate));
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Where a model's certificate is.
   *
   * @param model the model's file
   * @return for example {@code model.certificate.json}
   */
  public static Path certificateJson(Path model) {
    return beside(model, ".certificate.json");
  }

  /**
   * Where a model's certificate is, as a page.
   *
   * @param model the model's file
   * @return for example {@code model.certificate.html}
   */
  public static Path certificatePage(Path model) {
    return beside(model, ".certificate.html");
  }

  private static Path beside(Path model, String end) {
    String name = model.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return model.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + end);
  }
}
