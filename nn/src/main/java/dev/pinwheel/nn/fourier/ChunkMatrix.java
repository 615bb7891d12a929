package dev.pinwheel.nn.fourier;

import java.nio.FloatBuffer;
import org.bytedeco.pytorch.Tensor;

/** Memory that all chunks share for a tall matrix: as many lines for each row of a chunk. */
final class ChunkMatrix {
  private final int lines;
  private final Tensor tensor;
  private final FloatBuffer numbers;

  /**
   * Prepares.
   *
   * @param longest how many rows a chunk has at most
   * @param lines of each row
   * @param columns numbers of a line
   */
  ChunkMatrix(int longest, int lines, int columns) {
    this.lines = lines;
    tensor = Floats.empty((long) longest * lines, columns);
    numbers = Floats.of(tensor);
  }

  /** All its numbers, line by line. */
  FloatBuffer numbers() {
    return numbers;
  }

  /**
   * The matrix of chunks of so many rows.
   *
   * @return shape [rows·lines, columns], a view
   */
  Tensor of(int rows) {
    return tensor.narrow(0, 0, (long) rows * lines);
  }
}
