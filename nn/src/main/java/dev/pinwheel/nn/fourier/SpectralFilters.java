package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.Block;
import dev.pinwheel.group.fourier.FourierTransform;
import dev.pinwheel.nn.engine.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The matrices M of all blocks and taps, made of free filters: for each block and each of its
 * columns b a matrix {@code [tap, field][b′, output]}.
 */
final class SpectralFilters {
  private final TapOrbits orbits;
  private final FourierTransform transform;
  private final int inputs;
  private final int outputs;
  private final boolean isTransposed;

  /**
   * Those of a correlation.
   *
   * @param inputs fields that are correlated
   * @param outputs fields of the result
   */
  SpectralFilters(TapOrbits orbits, int inputs, int outputs) {
    this(orbits, inputs, outputs, false);
  }

  private SpectralFilters(TapOrbits orbits, int inputs, int outputs, boolean isTransposed) {
    this.orbits = orbits;
    this.transform = orbits.transform();
    this.inputs = inputs;
    this.outputs = outputs;
    this.isTransposed = isTransposed;
  }

  /** Those of the transposed correlation, made of the same free filters. */
  SpectralFilters transposed() {
    return new SpectralFilters(orbits, /* inputs= */ outputs, /* outputs= */ inputs, !isTransposed);
  }

  TapOrbits orbits() {
    return orbits;
  }

  /**
   * Computes the matrices.
   *
   * @param weight free filters, shape [outputs, inputs, orientations·taps] of the correlation
   *     itself
   * @return all blocks' filters in one row
   */
  Tensor expand(Tensor weight) {
    Tensor free = isTransposed ? weight.transpose(0, 1) : weight;
    Tensor sums =
        free.index_select(2, torch.tensor(numbers()))
            .view(outputs, inputs, orbits.taps(), orbits.slots())
            .matmul(coefficients());
    TensorVector all = new TensorVector();
    long at = 0;
    for (Block block : transform.blocks()) {
      long c = block.columns();
      Tensor matrices = sums.narrow(3, at, c * c).reshape(outputs, inputs, orbits.taps(), c, c);
      all.push_back(matrices.permute(3, 2, 1, 4, 0).reshape(-1));
      at += c * c;
    }
    return torch.cat(all, 0);
  }

  /** As many zeros as the matrices have numbers. */
  Tensor zeros() {
    return torch.zeros((long) entries() * outputs * orbits.taps() * inputs);
  }

  /** Fields that are correlated. */
  int inputs() {
    return inputs;
  }

  /** Fields of the result. */
  int outputs() {
    return outputs;
  }

  /**
   * The derivative by the free filters.
   *
   * @param all those by each block's matrices, in one row
   * @return of their shape
   */
  Tensor back(Tensor all) {
    List<Tensor> gradients = blocks(all);
    TensorVector parts = new TensorVector();
    for (int i = 0; i < gradients.size(); i++) {
      long c = transform.blocks().get(i).columns();
      parts.push_back(
          gradients
              .get(i)
              .view(c, orbits.taps(), inputs, c, outputs)
              .permute(4, 2, 1, 0, 3)
              .reshape(outputs, inputs, orbits.taps(), c * c));
    }
    int[] numbers = numbers();
    int[] places = new int[numbers.length];
    for (int at = 0; at < numbers.length; at++) {
      places[numbers[at]] = at;
    }
    Tensor free =
        torch
            .cat(parts, 3)
            .matmul(coefficients().t())
            .view(outputs, inputs, numbers.length)
            .index_select(2, torch.tensor(places));
    return isTransposed ? free.transpose(0, 1).contiguous() : free;
  }

  /**
   * The matrices of each block, views of what {@link #expand} made.
   *
   * @return shapes [columns, taps·inputs, columns·outputs]
   */
  List<Tensor> blocks(Tensor expanded) {
    List<Tensor> matrices = new ArrayList<>();
    long at = 0;
    for (Block block : transform.blocks()) {
      long c = block.columns();
      long rows = (long) orbits.taps() * inputs;
      matrices.add(expanded.narrow(0, at, c * c * rows * outputs).view(c, rows, c * outputs));
      at += c * c * rows * outputs;
    }
    return matrices;
  }

  private int[] numbers() {
    return isTransposed ? orbits.transposedNumbers() : orbits.numbers();
  }

  /** How many numbers all blocks' matrices have. */
  private int entries() {
    return transform.blocks().stream().mapToInt(b -> b.columns() * b.columns()).sum();
  }

  /** A row per slot of k_t, a column per entry of the blocks' matrices. */
  private Tensor coefficients() {
    int columns = entries();
    float[] values = new float[orbits.slots() * columns];
    for (int slot = 0; slot < orbits.slots(); slot++) {
      int at = slot * columns;
      for (Block block : transform.blocks()) {
        for (int b = 0; b < block.columns(); b++) {
          for (int c = 0; c < block.columns(); c++) {
            values[at++] = (float) block.weight(b, c, slot);
          }
        }
      }
    }
    return Tensors.of(values, orbits.slots(), columns);
  }
}
