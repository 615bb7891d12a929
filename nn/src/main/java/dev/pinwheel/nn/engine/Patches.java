package dev.pinwheel.nn.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What stands under a correlation's taps, at every position that its filters take: a column {@code
 * p} per position, with a number per tap and a one below them. From the numbers their channel's
 * mean m is taken off first, so that no sum of them is large beside its spread.
 *
 * <p>A correlation is {@code x = W (p + m)}. So none of its sums over positions needs x itself:
 * means and variances follow from {@code Σ p pᵀ}, and for any z of x's shape {@code Σ z pᵀ} holds
 * the sum of z, that of z x, and the derivative by the filters. For few taps and many channels that
 * is less work than to read x. None of it is differentiable.
 */
public final class Patches {
  /** As many as the engine's correlations take at once without loss; their maps stay in a cache. */
  private static final long IMAGES = 16;

  private final Tensor centred;
  private final int kernel;
  private final Correlations.Motion motion;
  private final long taps;
  private final long[] positions;
  private final Tensor means;

  /**
   * The patches of maps.
   *
   * @param x shape [images, channels, spatial axes…], on the CPU
   * @param kernel taps along each axis
   * @param motion how filters move; one group, not transposed
   */
  public Patches(Tensor x, int kernel, Correlations.Motion motion) {
    int d = (int) x.dim() - 2;
    this.kernel = kernel;
    this.motion = new Correlations.Motion(motion.stride(), 0, motion.dilation(), 1, false);
    Tensor wide = x.detach().to(Columns.operandType(x));
    long[] ends = Correlations.perAxis(2 * d, motion.padding());
    Tensor padded = motion.padding() == 0 ? wide : torch.constant_pad_nd(wide, ends);
    Tensor mean = Tensors.mean(wide.transpose(0, 1).reshape(x.size(1), -1), 1);
    long[] perChannel = Correlations.perAxis(d + 1, 1);
    perChannel[0] = -1;
    centred = padded.sub(mean.view(perChannel)).contiguous();
    positions = new long[d];
    long perTap = 1;
    for (int axis = 0; axis < d; axis++) {
      long extent = motion.dilation() * (kernel - 1) + 1;
      positions[axis] = (padded.size(axis + 2) - extent) / motion.stride() + 1;
      perTap *= kernel;
    }
    taps = x.size(1) * perTap;
    means = mean.repeat_interleave(perTap).to(ScalarType.Double);
  }

  /**
   * How many numbers of a map are under the filters at a position.
   *
   * @return channels · kernel^d
   */
  public long taps() {
    return taps;
  }

  /**
   * What was taken off.
   *
   * @return shape [taps], in float64
   */
  public Tensor means() {
    return means;
  }

  /**
   * Cuts the positions into blocks of some images.
   *
   * @return blocks of positions, image by image
   */
  public List<Columns.Block> blocks() {
    List<Columns.Block> blocks = new ArrayList<>();
    long each = IMAGES * perImage();
    long all = centred.size(0) * perImage();
    for (long from = 0; from < all; from += each) {
      blocks.add(new Columns.Block(from, Math.min(each, all - from)));
    }
    return blocks;
  }

  /**
   * The sums {@code Σ p pᵀ} over all positions.
   *
   * @return taps + 1 rows and columns, computed in float64; the last column has the sums of the
   *     taps and the number of positions
   */
  public double[][] products() {
    long[] sizes = Arrays.copyOfRange(centred.sizes().vec().get(), 2, positions.length + 2);
    return new PatchProducts(
            centred.view(centred.size(0), centred.size(1), -1),
            PatchProducts.lattice(
                sizes, Correlations.perAxis(sizes.length, kernel), motion.dilation()),
            PatchProducts.lattice(sizes, positions, motion.stride()))
        .sums();
  }

  /**
   * How many products of two numbers {@link #products} takes, for each position of the filters.
   *
   * @param kernel taps along each axis
   * @param stride pixels from one position to the next
   * @param axes spatial axes
   * @param channels of the maps
   * @return the number
   */
  public static double productsPerPosition(int kernel, int stride, int axes, int channels) {
    return PatchProducts.perPixel(kernel, axes, channels) * Math.pow(stride, axes);
  }

  /**
   * Begins sums {@code Σ z pᵀ}.
   *
   * @param channels how many numbers z has at a position
   * @return no positions yet
   */
  public Sums sums(int channels) {
    return new Sums(channels);
  }

  private long perImage() {
    return Arrays.stream(positions).reduce(1, (a, b) -> a * b);
  }

  private Tensor images(Columns.Block block) {
    return centred.narrow(0, block.from() / perImage(), block.count() / perImage());
  }

  private static Tensor zeros(long rows, long columns) {
    return torch.zeros(new long[] {rows, columns}, new TensorOptions(ScalarType.Double));
  }

  /** The sums {@code Σ z pᵀ} over positions that come block by block. */
  public final class Sums {
    private final double[] ones;
    private final Tensor products;
    private final Tensor filters;

    private Sums(int channels) {
      ones = new double[channels];
      products = zeros(channels, taps);
      int d = positions.length;
      long[] shape = Correlations.perAxis(d + 2, kernel);
      shape[0] = channels;
      shape[d + 1] = centred.size(1);
      filters = channelsLast(torch.zeros(shape, centred.options()));
    }

    /**
     * Adds a block of positions.
     *
     * @param block one of {@link #blocks}
     * @param z shape [positions of the block, channels], contiguous
     */
    public void add(Columns.Block block, Tensor z) {
      try (PointerScope scope = new PointerScope()) {
        Tensor wide = z.to(centred.scalar_type());
        Columns.addSums(wide, ones);
        long[] shape = new long[positions.length + 2];
        shape[0] = block.count() / perImage();
        System.arraycopy(positions, 0, shape, 1, positions.length);
        shape[positions.length + 1] = ones.length;
        Tensor gradient = channelsLast(wide.view(shape));
        products.add_(
            FilterGradient.of(gradient, images(block), filters, motion).reshape(ones.length, taps));
      }
    }

    /**
     * The sums so far.
     *
     * @return shape [channels, taps + 1], in float64, of products in the map's format or in
     *     float32; the last column has the sums of z
     */
    public Tensor sums() {
      Tensor column = Tensors.of(ones, ones.length, 1);
      return torch.cat(new TensorVector(products, column), 1);
    }
  }

  /** From [first, spatial axes…, channels] to [first, channels, spatial axes…], a view. */
  private static Tensor channelsLast(Tensor tensor) {
    return tensor.movedim(tensor.dim() - 1, 1);
  }
}
