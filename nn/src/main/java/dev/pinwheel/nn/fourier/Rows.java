package dev.pinwheel.nn.fourier;

import java.util.ArrayList;
import java.util.List;

/**
 * Some consecutive rows of one image's result.
 *
 * @param image the image's number
 * @param first the first row
 * @param count how many
 * @param at the first one's place among all rows of the chunk
 */
record Rows(int image, int first, int count, int at) {

  /**
   * Rows that are transformed before their products are computed together.
   *
   * @param parts in their order
   * @param count all rows
   */
  record Chunk(List<Rows> parts, int count) {}

  /**
   * Cuts a batch into chunks of about the same size.
   *
   * @param images how many
   * @param height rows of each
   * @param most how many rows a chunk may have, at least 1
   * @param fewest how many chunks there are to be, if there are as many rows
   */
  static List<Chunk> chunks(int images, int height, int most, int fewest) {
    int rows = Math.max(1, Math.min(most, Math.multiplyExact(images, height) / fewest));
    int perPart = Math.min(height, rows);
    int perImage = ceil(height, perPart);
    int parts = images * perImage;
    int together = rows / perPart;
    int number = ceil(parts, together);
    List<Chunk> chunks = new ArrayList<>();
    for (int chunk = 0; chunk < number; chunk++) {
      int from = (int) ((long) chunk * parts / number);
      int to = (int) ((chunk + 1L) * parts / number);
      List<Rows> own = new ArrayList<>();
      int at = 0;
      for (int part = from; part < to; part++) {
        int first = part % perImage * height / perImage;
        int next = (part % perImage + 1) * height / perImage;
        own.add(new Rows(part / perImage, first, next - first, at));
        at += next - first;
      }
      chunks.add(new Chunk(own, at));
    }
    return chunks;
  }

  private static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }
}
