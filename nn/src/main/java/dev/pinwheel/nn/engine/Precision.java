package dev.pinwheel.nn.engine;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** The floating-point format a net computes in. */
public enum Precision {
  /** IEEE single precision: training and prediction. */
  FLOAT32(ScalarType.Float, 4),
  /** IEEE double precision: certificates of equivariance. */
  FLOAT64(ScalarType.Double, 8);

  private final ScalarType scalarType;
  private final int bytes;

  Precision(ScalarType scalarType, int bytes) {
    this.scalarType = scalarType;
    this.bytes = bytes;
  }

  /**
   * LibTorch's name for the format.
   *
   * @return the scalar type
   */
  public ScalarType scalarType() {
    return scalarType;
  }

  /**
   * The size of one number.
   *
   * @return 4 or 8 bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * The form used on the command line.
   *
   * @return {@code float32} or {@code float64}
   */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
