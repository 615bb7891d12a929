package dev.pinwheel.models;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.engine.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Fits a {@link Whitening} to training images, in double precision. */
public final class WhiteningFit {
  private static final int CHUNK = 1000;

  private final PreprocessingForm form;
  private final Grid grid;
  private final int size;

  private WhiteningFit(PreprocessingForm form, int channels, int height, int width) {
    this.form = form;
    this.grid = Grid.of(height, width);
    this.size = channels * height * width;
  }

  /** Gives images by number. */
  @FunctionalInterface
  public interface Images {
    /**
     * Copies an image.
     *
     * @param index which one, from 0
     * @param target takes its pixels, in [0, 1]; modified
     * @param offset where in the target it begins
     */
    void copy(int index, float[] target, int offset);
  }

  /**
   * Fits a whitening. For D numbers an image it takes about 2·D² operations an image and 10·D³ for
   * the eigenvectors: a minute for CIFAR-10.
   *
   * @param form a whitening's
   * @param options the images' shape
   * @param count how many images there are
   * @param images the training images
   * @param advanced told how many images were read since it was last called
   * @return the whitening
   * @throws IllegalArgumentException if the form's group does not map the pixels onto themselves
   */
  public static Whitening of(
      PreprocessingForm form,
      ModelOptions options,
      int count,
      Images images,
      IntConsumer advanced) {
    return new WhiteningFit(form, options.channels(), options.height(), options.width())
        .run(count, images, advanced);
  }

  private Whitening run(int count, Images images, IntConsumer advanced) {
    List<int[]> moves = moves();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor sum = Tensors.of(new double[size], size);
      Tensor products = Tensors.of(new double[size * size], size, size);
      for (int start = 0; start < count; start += CHUNK) {
        int n = Math.min(CHUNK, count - start);
        try (PointerScope inner = new PointerScope()) {
          Tensor x = chunk(images, start, n);
          sum.add_(Tensors.sum(x, 0));
          products.addmm_(x.t(), x);
        }
        advanced.accept(n);
      }
      double[] mean = averaged(Tensors.toDoubles(sum.div(Tensors.scalar(count))), moves);
      Tensor moment = averaged(products.div(Tensors.scalar(count)), moves);
      Tensor column = Tensors.of(mean, size, 1);
      double[] root = Tensors.toDoubles(inverseRoot(moment.sub(column.mm(column.t()))));
      return new Whitening(form, floats(mean), symmetric(root, moves));
    }
  }

  private Tensor chunk(Images images, int start, int n) {
    float[] pixels = new float[n * size];
    for (int i = 0; i < n; i++) {
      images.copy(start + i, pixels, i * size);
      Whitening.normaliseContrast(pixels, i * size, size);
    }
    return Tensors.of(pixels, n, size).to(torch.ScalarType.Double);
  }

  /** (C + ε)^(−1/2) by C's eigenvectors. */
  private static Tensor inverseRoot(Tensor covariance) {
    T_TensorTensor_T eigen = torch.linalg_eigh(covariance);
    Tensor vectors = eigen.get1();
    Tensor factors =
        eigen.get0().clamp_min(Tensors.scalar(0)).add(Tensors.scalar(Whitening.EPSILON)).rsqrt();
    return vectors.mul(factors).mm(vectors.t());
  }

  /** For every element of the group, where an image's numbers come from. */
  private List<int[]> moves() {
    List<int[]> moves = new ArrayList<>();
    PointGroup group = form.group().orElse(PointGroup.cyclic(1));
    for (int g = 0; g < group.order(); g++) {
      int[] sources = grid.sources(group, g);
      int[] move = new int[size];
      for (int k = 0; k < size; k++) {
        move[k] = k / grid.points() * grid.points() + sources[k % grid.points()];
      }
      moves.add(move);
    }
    return moves;
  }

  private double[] averaged(double[] mean, List<int[]> moves) {
    double[] average = new double[size];
    for (int[] move : moves) {
      for (int k = 0; k < size; k++) {
        average[k] += mean[move[k]] / moves.size();
      }
    }
    return average;
  }

  /** The mean of P S Pᵀ over the group's permutations P. */
  private static Tensor averaged(Tensor moment, List<int[]> moves) {
    Tensor average = torch.zeros_like(moment);
    for (int[] move : moves) {
      try (PointerScope scope = new PointerScope()) {
        Tensor order = torch.tensor(Arrays.stream(move).asLongStream().toArray());
        average.add_(moment.index_select(0, order).index_select(1, order));
      }
    }
    return average.div(Tensors.scalar(moves.size()));
  }

  /**
   * Rounds; entries that the group or transposition exchanges become the same number, bit for bit.
   */
  private float[] symmetric(double[] root, List<int[]> moves) {
    float[] matrix = new float[root.length];
    Arrays.fill(matrix, Float.NaN);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        if (Float.isNaN(matrix[i * size + j])) {
          float value = (float) root[i * size + j];
          for (int[] move : moves) {
            matrix[move[i] * size + move[j]] = value;
            matrix[move[j] * size + move[i]] = value;
          }
        }
      }
    }
    return matrix;
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int k = 0; k < narrow.length; k++) {
      narrow[k] = (float) values[k];
    }
    return narrow;
  }
}
