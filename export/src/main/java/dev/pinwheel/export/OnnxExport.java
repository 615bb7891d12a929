package dev.pinwheel.export;

import com.google.protobuf.ByteString;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.check.FunctionCheck;
import dev.pinwheel.nn.dense.DenseGraph;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
   * Makes the file and measures it.
   *
   * @param name the file's name, for the certificate
   * @return the file, whatever the verdict
   * @throws dev.pinwheel.nn.module.UndescribedLayerException if a layer can't be written down
   * @throws dev.pinwheel.nn.SizeRuleException if the group does not map the images onto themselves
   * @throws ExportException if the file would be too large, or ONNX Runtime does not run it
   * @throws IllegalStateException if its outputs are not the model's: a bug
   */
  public OnnxFile build(String name) {
    DenseGraph graph = source.describe();
    byte[] file = write(graph, Certificate.EQUIVARIANT);
    OnnxCheck check = new OnnxCheck(source, group, images, seed);
    OnnxCheck.Result result = check.run(file);
    if (!result.equivariance().passed()) {
      // The file says what it is, and the certificate is of that file.
      file = write(graph, Certificate.NOT_EQUIVARIANT);
      result = check.run(file);
    }
    if (!(result.outputs() <= OnnxCheck.BAR)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the exported %s differs from the model by %.1e, more than %.0e",
              source.name(),
              result.outputs(),
              OnnxCheck.BAR));
    }
    return new OnnxFile(ByteString.copyFrom(file), certificate(name, file, result));
  }

  private byte[] write(DenseGraph graph, String verdict) {
    Map<String, String> metadata = Metadata.of(source, group, verdict);
    return source.isClassifier()
        ? OnnxWriter.write(
            new DenseGraph(
                graph.input(), graph.output().reshape(graph.output().shape()[0]), graph.names()),
            "scores",
            metadata)
        : OnnxWriter.write(graph, "features", metadata);
  }

  private Certificate certificate(String name, byte[] file, OnnxCheck.Result result) {
    return new Certificate(
        name,
        sha256(file),
        file.length,
        source.name(),
        Metadata.input(source.model().net()),
        Metadata.output(source),
        "ONNX, opset " + OnnxWriter.OPSET + ", IR version " + OnnxWriter.IR_VERSION,
        result.equivariance().passed() ? Certificate.EQUIVARIANT : Certificate.NOT_EQUIVARIANT,
        new Certificate.Outputs(images, result.outputs(), OnnxCheck.BAR),
        Certificate.Equivariance.of(result.equivariance()),
        METHOD,
        Versions.all(OnnxSession.environment()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
