package dev.pinwheel.export;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.FunctionCheck;
import dev.pinwheel.nn.dense.DenseGraph;
import dev.pinwheel.nn.dense.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntConsumer;

/**
 * Makes a model an ONNX file and proves what it made.
 *
 * <p>The graph takes images with values in [0, 1] in batches of any size, does the preprocessing
 * itself, and is made of ONNX's own operators alone: filters are expanded, batch norm is folded
 * into them or is a multiplication and an addition, dropout is gone. It gives {@code scores}, or
 * for a net that is no classifier {@code features}.
 *
 * <p>The certificate is of the very bytes that are written, run by ONNX Runtime.
 */
public final class OnnxExport {
  private static final List<String> METHOD =
      List.of(
          "ONNX Runtime ran the file on random images, independent values in [0, 1].",
          "Outputs: against those of the model it was made of, in float32.",
          "Equivariance: for every element g of the group, the file's output of the turned images"
              + " against its turned output, preprocessing included.",
          "Errors are |a - b| / max(|a|, |b|) in the Euclidean norm for each image; the worst"
              + " counts.");

  private final Exportable source;
  private PointGroup group;
  private int images = 8;
  private long seed = 1;

  private OnnxExport(Exportable source) {
    this.source = source;
    this.group = source.model().net().commonGroup();
  }

  /**
   * Starts an export, to be proven over {@link dev.pinwheel.nn.Net#commonGroup} on 8 images.
   *
   * @param source what is exported
   * @return the export, to be refined and built
   */
  public static OnnxExport of(Exportable source) {
    return new OnnxExport(source);
  }

  /**
   * Another group than the net's own.
   *
   * @param newGroup a group, of which the elements are proven that map pixel grids onto themselves
   * @return this export
   * @throws IllegalArgumentException if that leaves nothing but the identity
   */
  public OnnxExport group(PointGroup newGroup) {
    this.group = FunctionCheck.requireOnGrid(newGroup);
    return this;
  }

  /**
   * Other images.
   *
   * @param newImages how many
   * @param newSeed the same seed gives the same ones
   * @return this export
   * @throws IllegalArgumentException if there is none
   */
  public OnnxExport random(int newImages, long newSeed) {
    if (newImages < 1) {
      throw new IllegalArgumentException("an export needs at least 1 image, not " + newImages);
    }
    this.images = newImages;
    this.seed = newSeed;
    return this;
  }

  /**
   * How often a file is run to be measured, for progress bars.
   *
   * @return how often {@link #write(Path, IntConsumer)} tells of a run
   */
  public int runs() {
    return group.gridSubgroup().order() + 3;
  }

  /**
   * Makes the file, measures it, and writes its certificate beside it.
   *
   * @param target the file, such as {@code model.onnx}
   * @return the certificate
   */
  public Certificate write(Path target) {
    return write(target, runs -> {});
  }

  /**
   * Makes the file, measures it, and writes its certificate beside it, as JSON and as a page. Each
   * of the three appears whole or not at all, and none before the file was run.
   *
   * @param target the file, such as {@code model.onnx}; missing folders are made
   * @param progress told of each run
   * @return the certificate; the file is written whatever the verdict
   * @throws dev.pinwheel.nn.module.UndescribedLayerException if a layer can't be written down
   * @throws dev.pinwheel.nn.SizeRuleException if the group does not map the images onto themselves
   * @throws ExportException if the file would be too large, ONNX Runtime does not run it, or the
   *     model gives nothing that can be compared in single precision
   * @throws DataException if a file can't be written
   * @throws IllegalStateException if the file's outputs are not the model's: a bug
   */
  public Certificate write(Path target, IntConsumer progress) {
    Path temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    // What can't be proven here isn't made here.
    OnnxSession.environment();
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Certificate certificate = prove(target.getFileName().toString(), temporary, progress);
      // A certificate of an earlier file must not stand beside this one.
      Files.deleteIfExists(Certificate.jsonFile(target));
      Files.deleteIfExists(Certificate.pageFile(target));
      AtomicFile.publish(temporary, target);
      write(Certificate.jsonFile(target), CertificateForms.json(certificate));
      write(Certificate.pageFile(target), CertificateForms.page(certificate));
      return certificate;
    } catch (IOException e) {
      throw DataException.writing(target, e);
    } finally {
      temporary.toFile().delete();
    }
  }

  private static void write(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Certificate prove(String name, Path file, IntConsumer progress) throws IOException {
    DenseGraph graph = source.describe();
    String verdict = Certificate.EQUIVARIANT;
    write(graph, verdict, file);
    OnnxCheck check = new OnnxCheck(source, group, images, seed);
    OnnxCheck.Result result = check.run(file, progress);
    if (!result.equivariance().passed()) {
      // The file says what it is, and the certificate is of that file.
      verdict = Certificate.NOT_EQUIVARIANT;
      write(graph, verdict, file);
      result = check.run(file, runs -> {});
    }
    if (!(result.outputs() <= OnnxCheck.BAR)) {
      throw different(result.outputs(), check.ownError());
    }
    return certificate(name, file, verdict, result);
  }

  /** A model that rounding alone moves by so much is no fault of the file's. */
  private RuntimeException different(double outputs, double own) {
    String difference =
        String.format(
            Locale.ROOT,
            "the exported %s differs from the model by %.1e, more than %.0e",
            source.name(),
            outputs,
            OnnxCheck.BAR);
    return own > OnnxCheck.BAR / 2
        ? new ExportException(
            String.format(
                Locale.ROOT,
                "%s: in single precision, which the file computes in, the model itself is only exact"
                    + " to %.1e; train it with less extreme weights",
                difference,
                own))
        : new IllegalStateException(difference);
  }

  /** The elements that are measured: the group, or the part of it that is on the grid. */
  private String scope() {
    PointGroup exact = FunctionCheck.onGrid(group, source.model().net().inputSize());
    return exact.order() == group.order() ? group.toString() : exact + " of " + group;
  }

  private void write(DenseGraph graph, String verdict, Path file) throws IOException {
    Map<String, String> metadata = Metadata.of(source, verdict + " under " + scope());
    if (source.isClassifier()) {
      Value scores = graph.output().reshape(graph.output().shape()[0]);
      OnnxWriter.write(
          new DenseGraph(graph.input(), scores, graph.names()), "scores", metadata, file);
    } else {
      OnnxWriter.write(graph, "features", metadata, file);
    }
  }

  private Certificate certificate(String name, Path file, String verdict, OnnxCheck.Result result)
      throws IOException {
    return new Certificate(
        name,
        Hashes.sha256(file),
        Files.size(file),
        source.name(),
        Metadata.input(source.model().net()),
        Metadata.output(source),
        "ONNX, opset " + OnnxWriter.OPSET + ", IR version " + OnnxWriter.IR_VERSION,
        verdict,
        new Certificate.Outputs(images, result.outputs(), OnnxCheck.BAR),
        Certificate.Equivariance.of(result.equivariance()),
        METHOD,
        Versions.all(OnnxSession.environment()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
