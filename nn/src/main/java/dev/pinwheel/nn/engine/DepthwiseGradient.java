package dev.pinwheel.nn.engine;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The derivatives of a depthwise correlation, in any number of dimensions: with y(x, c) = Σ over
 * taps t of k(t, c) f(s(x, t), c) and the derivative g by y,
 *
 * <pre>
 * by filters:  k′(t, c)  = Σ over images and pixels x of g(x, c) f(s(x, t), c)
 * by input:    f′(z, c)  = Σ over pixels and taps with s(x, t) = z of g(x, c) k(t, c)</pre>
 *
 * <p>For two reasons not LibTorch's, where channels are last in memory. oneDNN has no kernel for k′
 * and computes sixteen times as much, nine tenths of a step's time. And what it gives for f′ is
 * wrong by its whole size with a dilation in float32 and with a stride in bf16 (LibTorch 2.10). The
 * loops here run over channels; the Java compiler turns them into vector instructions.
 */
public final class DepthwiseGradient {
  private static final long BLOCK_BYTES = 1 << 22;
  private static final int OUTSIDE = -1;

  private final int inputPixels;
  private final int outputPixels;
  private final int taps;
  private final int[] sources;

  /**
   * Prepares for maps of one size.
   *
   * @param size the input's spatial size
   * @param outputSize the output's
   * @param kernel taps along each axis
   * @param stride pixels from one window to the next
   * @param padding zeros at every border
   * @param dilation pixels from one tap to the next
   */
  public DepthwiseGradient(
      int[] size, int[] outputSize, int kernel, int stride, int padding, int dilation) {
    this.inputPixels = product(size);
    this.outputPixels = product(outputSize);
    int[] sides = new int[size.length];
    Arrays.fill(sides, kernel);
    this.taps = product(sides);
    this.sources = new int[outputPixels * taps];
    for (int i = 0; i < sources.length; i++) {
      sources[i] = source(i / taps, i % taps, size, outputSize, kernel, stride, padding, dilation);
    }
  }

  /** s(x, t) as a pixel's number, row-major. */
  private static int source(
      int x,
      int t,
      int[] size,
      int[] outputSize,
      int kernel,
      int stride,
      int padding,
      int dilation) {
    int pixel = 0;
    int weight = 1;
    for (int axis = size.length - 1; axis >= 0; axis--) {
      int at = x % outputSize[axis] * stride + t % kernel * dilation - padding;
      if (at < 0 || at >= size[axis]) {
        return OUTSIDE;
      }
      pixel += at * weight;
      weight *= size[axis];
      x /= outputSize[axis];
      t /= kernel;
    }
    return pixel;
  }

  private static int product(int[] size) {
    return Arrays.stream(size).reduce(1, Math::multiplyExact);
  }

  /**
   * Computes both derivatives, in single precision within an image and k′ in double over images.
   *
   * @param input f, shape [images·pixels, channels], float32 or bf16
   * @param filters k, shape [channels, 1, kernel axes…]
   * @param gradient g, shape [images·output pixels, channels]
   * @return the one by the input, then the one by the filters, in their shapes and formats
   */
  public Tensor[] apply(Tensor input, Tensor filters, Tensor gradient) {
    int channels = (int) input.size(1);
    int images = (int) (input.size(0) / inputPixels);
    ImageSums sums = new ImageSums(channels, tapMajor(Tensors.toFloats(filters), channels));
    Tensor byInput = torch.empty(input.sizes(), input.options(), new MemoryFormatOptional());
    long largest = 4L * channels * Math.max(inputPixels, outputPixels);
    int together = (int) Math.max(1, BLOCK_BYTES / largest);
    for (int from = 0; from < images; from += together) {
      int count = Math.min(together, images - from);
      try (PointerScope scope = new PointerScope()) {
        Tensor results = torch.empty((long) count * inputPixels, channels);
        sums.add(
            count,
            images(input, from, count, inputPixels).data_ptr_float(),
            images(gradient, from, count, outputPixels).data_ptr_float(),
            results.data_ptr_float());
        byInput.narrow(0, (long) from * inputPixels, results.size(0)).copy_(results);
      }
    }
    Tensor byFilters =
        Tensors.of(channelMajor(sums.byFilters, channels), filters.sizes().vec().get());
    return new Tensor[] {byInput, byFilters.to(filters.scalar_type())};
  }

  private static Tensor images(Tensor rows, long from, long count, long pixels) {
    return rows.narrow(0, from * pixels, count * pixels).to(ScalarType.Float).contiguous();
  }

  private float[] tapMajor(float[] filters, int channels) {
    float[] values = new float[filters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = filters[i % channels * taps + i / channels];
    }
    return values;
  }

  private float[] channelMajor(double[] sums, int channels) {
    float[] values = new float[sums.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) sums[i % taps * channels + i / taps];
    }
    return values;
  }

  /** Goes through images one by one. */
  private final class ImageSums {
    private final int channels;
    private final float[] filters;
    private final float[] f;
    private final float[] g;
    private final float[] byInput;
    private final float[] byImage;
    private final double[] byFilters;

    ImageSums(int channels, float[] filters) {
      this.channels = channels;
      this.filters = filters;
      this.f = new float[inputPixels * channels];
      this.g = new float[outputPixels * channels];
      this.byInput = new float[f.length];
      this.byImage = new float[filters.length];
      this.byFilters = new double[filters.length];
    }

    void add(int images, FloatPointer input, FloatPointer gradient, FloatPointer result) {
      for (long i = 0; i < images; i++) {
        input.position(i * f.length).get(f);
        gradient.position(i * g.length).get(g);
        Arrays.fill(byInput, 0);
        Arrays.fill(byImage, 0);
        addImage();
        result.position(i * f.length).put(byInput);
        for (int j = 0; j < byFilters.length; j++) {
          byFilters[j] += byImage[j];
        }
      }
    }

    private void addImage() {
      for (int x = 0; x < outputPixels; x++) {
        for (int t = 0; t < taps; t++) {
          int source = sources[x * taps + t];
          if (source != OUTSIDE) {
            addProducts(byImage, t * channels, g, x * channels, f, source * channels, channels);
            addProducts(
                byInput, source * channels, g, x * channels, filters, t * channels, channels);
          }
        }
      }
    }
  }

  private static void addProducts(
      float[] sums, int to, float[] a, int fromA, float[] b, int fromB, int count) {
    for (int i = 0; i < count; i++) {
      sums[to + i] += a[fromA + i] * b[fromB + i];
    }
  }
}
