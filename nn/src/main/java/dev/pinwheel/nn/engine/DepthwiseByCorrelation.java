package dev.pinwheel.nn.engine;

import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The derivatives of a depthwise correlation of images at stride 1, themselves as depthwise
 * correlations, for which oneDNN has fast kernels:
 *
 * <ul>
 *   <li>f′ is g correlated with the filter turned by 180°;
 *   <li>k′ of one image is f correlated with g in the filter's place; the channels of several
 *       images stand side by side as groups, and the images' results are added up.
 * </ul>
 *
 * @param height of f
 * @param width of f
 * @param outputHeight of g
 * @param outputWidth of g
 * @param kernel taps along each axis
 * @param padding zeros at every border of f
 * @param dilation pixels from one tap to the next
 */
record DepthwiseByCorrelation(
    int height,
    int width,
    int outputHeight,
    int outputWidth,
    int kernel,
    int padding,
    int dilation) {

  /** Images whose channels stand side by side should stay in the cache. */
  private static final long TOGETHER_BYTES = 1 << 20;

  /**
   * This way, where it exists and pays: for images at stride 1, as it needs no gaps between pixels
   * of g, and not for results of one row or column, as oneDNN has no kernel for such a g in the
   * filter's place.
   *
   * @param size f's spatial size
   * @param outputSize g's
   * @param kernel taps along each axis
   * @param stride pixels from one window to the next
   * @param padding zeros at every border of f
   * @param dilation pixels from one tap to the next
   * @return the derivatives, or nothing
   */
  static Optional<DepthwiseByCorrelation> ifFaster(
      int[] size, int[] outputSize, int kernel, int stride, int padding, int dilation) {
    boolean exists = size.length == 2 && stride == 1 && padding <= dilation * (kernel - 1);
    if (!exists || Math.min(outputSize[0], outputSize[1]) == 1) {
      return Optional.empty();
    }
    return Optional.of(
        new DepthwiseByCorrelation(
            size[0], size[1], outputSize[0], outputSize[1], kernel, padding, dilation));
  }

  /**
   * The derivative by the input.
   *
   * @param filters shape [channels, 1, kernel, kernel]
   * @param gradient g, shape [images·output pixels, channels]
   * @return shape [images·pixels, channels], in g's format
   */
  Tensor byInput(Tensor filters, Tensor gradient) {
    long channels = gradient.size(1);
    long images = gradient.size(0) / outputPixels();
    Tensor byInput = torch.empty(new long[] {0}, gradient.options(), new MemoryFormatOptional());
    try (PointerScope scope = new PointerScope()) {
      Tensor g = gradient.view(images, outputHeight, outputWidth, channels).permute(0, 3, 1, 2);
      Tensor turned = filters.flip(2, 3).contiguous();
      long border = (long) dilation * (kernel - 1) - padding;
      Tensor result = correlated(g, turned, 1, border, dilation);
      byInput.set_data(result.permute(0, 2, 3, 1).contiguous().view(-1, channels));
    }
    return byInput;
  }

  /**
   * The derivative by the filters, in single precision within some images, in double beyond.
   *
   * @param input f, shape [images·pixels, channels]
   * @param gradient g, shape [images·output pixels, channels]
   * @return shape [channels, 1, kernel, kernel], float64
   */
  Tensor byFilters(Tensor input, Tensor gradient) {
    long channels = gradient.size(1);
    long images = gradient.size(0) / outputPixels();
    long together = Math.max(1, TOGETHER_BYTES / (Float.BYTES * channels * pixels()));
    Tensor sum =
        torch.zeros(
            new long[] {(long) kernel * kernel, channels}, new TensorOptions(ScalarType.Double));
    for (long from = 0; from < images; from += together) {
      addImages(sum, input, gradient, from, Math.min(together, images - from));
    }
    return sum.t().contiguous().view(channels, 1, kernel, kernel);
  }

  private void addImages(Tensor sum, Tensor input, Tensor gradient, long from, long count) {
    long channels = gradient.size(1);
    long groups = count * channels;
    try (PointerScope scope = new PointerScope()) {
      Tensor f =
          images(input, from, count, pixels())
              .permute(1, 0, 2)
              .to(ScalarType.Float)
              .contiguous()
              .view(1, height, width, groups)
              .permute(0, 3, 1, 2);
      Tensor g =
          images(gradient, from, count, outputPixels())
              .permute(0, 2, 1)
              .to(ScalarType.Float)
              .contiguous()
              .view(groups, 1, outputHeight, outputWidth);
      // Results belong to taps, and those are a dilation apart.
      Tensor each = correlated(f, g, dilation, padding, 1);
      sum.add_(
          each.permute(0, 2, 3, 1)
              .contiguous()
              .view((long) kernel * kernel, count, channels)
              .sum(1));
    }
  }

  private static Tensor correlated(
      Tensor x, Tensor filters, long stride, long padding, long dilation) {
    Correlations.Motion motion =
        new Correlations.Motion(stride, padding, dilation, filters.size(0), false);
    return Correlations.of(x, filters, new TensorOptional(), motion);
  }

  private static Tensor images(Tensor rows, long from, long count, long pixels) {
    return rows.narrow(0, from * pixels, count * pixels).view(count, pixels, rows.size(1));
  }

  private long pixels() {
    return (long) height * width;
  }

  private long outputPixels() {
    return (long) outputHeight * outputWidth;
  }
}
