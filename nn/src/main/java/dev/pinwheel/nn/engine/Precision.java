package dev.pinwheel.nn.engine;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The floating-point format that a net computes in.
 *
 * <p>It is chosen in one place, {@link dev.pinwheel.nn.module.Weights#to}, and every layer obeys.
 * Feature maps and the operands of correlations have the format itself; parameters, batch norm's
 * statistics, gradients of parameters and losses have {@link #masterType}, which is never narrower
 * than float32.
 */
public enum Precision {
  /** IEEE single precision. */
  FLOAT32("float32", ScalarType.Float, ScalarType.Float, 4),
  /** IEEE double precision: certificates of equivariance. */
  FLOAT64("float64", ScalarType.Double, ScalarType.Double, 8),
  /**
   * bfloat16, float32 with 8 significant bits: training and prediction on processors that multiply
   * it fast. No certificates.
   */
  BFLOAT16("bf16", ScalarType.BFloat16, ScalarType.Float, 2);

  private final String text;
  private final ScalarType scalarType;
  private final ScalarType masterType;
  private final int bytes;

  Precision(String text, ScalarType scalarType, ScalarType masterType, int bytes) {
    this.text = text;
    this.scalarType = scalarType;
    this.masterType = masterType;
    this.bytes = bytes;
  }

  /**
   * The formats in which equivariance is certified, up to their rounding.
   *
   * @return float32 and float64
   */
  public static List<Precision> ofCertificates() {
    return List.of(FLOAT32, FLOAT64);
  }

  /**
   * Reads a format's name.
   *
   * @param text {@code float32}, {@code float64} or {@code bf16}, in any case
   * @return the format
   * @throws IllegalArgumentException if it is none of these
   */
  public static Precision parse(String text) {
    return Arrays.stream(values())
        .filter(p -> p.text.equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown precision '"
                        + text
                        + "': use "
                        + Arrays.stream(values())
                            .map(Precision::toString)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * LibTorch's name for the format of feature maps.
   *
   * @return the scalar type
   */
  public ScalarType scalarType() {
    return scalarType;
  }

  /**
   * The format of parameters, statistics and losses.
   *
   * @return the scalar type: float32 for bf16, else the same as {@link #scalarType}
   */
  public ScalarType masterType() {
    return masterType;
  }

  /**
   * The size of one number of a feature map.
   *
   * @return 2, 4 or 8 bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * The form used on the command line and in files.
   *
   * @return {@code float32}, {@code float64} or {@code bf16}
   */
  @Override
  public String toString() {
    return text;
  }
}
