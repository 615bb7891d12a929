package dev.pinwheel.nn.engine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
 * and computes sixteen times as much, nine tenths of a step's time. And f′ is wrong by its whole
 * size on some processors, with a dilation in float32 and with a stride in bf16 (LibTorch 2.10).
 * Images at stride 1 go the {@linkplain DepthwiseByCorrelation way by correlations}, three times as
 * fast; for all others there are loops here, over the channels of neighbouring pixels, long enough
 * for the Java compiler to make vector instructions of them.
 */
public final class DepthwiseGradient {
  private static final int OUTSIDE = -1;

  /** Enough pixels for vectors, and few enough for the first cache. */
  private static final int LONGEST_RUN = 32;

  private final int inputPixels;
  private final int outputPixels;
  private final int taps;

  private final Optional<DepthwiseByCorrelation> byCorrelation;

  /** For each tap, output pixels that follow each other as their sources do. */
  private final List<List<Run>> runs = new ArrayList<>();

  private record Run(int output, int source, int length) {}

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
    this.byCorrelation =
        DepthwiseByCorrelation.ifFaster(size, outputSize, kernel, stride, padding, dilation);
    if (byCorrelation.isPresent()) {
      return;
    }
    for (int t = 0; t < taps; t++) {
      int[] sources = new int[outputPixels];
      for (int x = 0; x < outputPixels; x++) {
        sources[x] = source(x, t, size, outputSize, kernel, stride, padding, dilation);
      }
      runs.add(runs(sources));
    }
  }

  private static List<Run> runs(int[] sources) {
    List<Run> runs = new ArrayList<>();
    int start = 0;
    for (int x = 1; x <= sources.length; x++) {
      boolean goesOn =
          x < sources.length && sources[x] == sources[x - 1] + 1 && x - start < LONGEST_RUN;
      if (!goesOn || sources[x - 1] == OUTSIDE) {
        if (sources[start] != OUTSIDE) {
          runs.add(new Run(start, sources[start], x - start));
        }
        start = x;
      }
    }
    return runs;
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
   * Computes both derivatives, in single precision within an image's column of pixels, k′ in double
   * beyond.
   *
   * @param input f, shape [images·pixels, channels], float32 or bf16
   * @param filters k, shape [channels, 1, kernel axes…]
   * @param gradient g, shape [images·output pixels, channels]
   * @return the one by the input, then the one by the filters, in their shapes and formats
   */
  public Tensor[] apply(Tensor input, Tensor filters, Tensor gradient) {
    return byCorrelation
        .map(
            way ->
                new Tensor[] {
                  way.byInput(filters, gradient),
                  way.byFilters(input, gradient).to(filters.scalar_type())
                })
        .orElseGet(() -> byLoops(input, filters, gradient));
  }

  private Tensor[] byLoops(Tensor input, Tensor filters, Tensor gradient) {
    int channels = (int) input.size(1);
    int images = (int) (input.size(0) / inputPixels);
    ImageSums sums = new ImageSums(channels, tapMajor(Tensors.toFloats(filters), channels));
    Tensor byInput = torch.empty(input.sizes(), input.options(), new MemoryFormatOptional());
    long largest = 4L * channels * Math.max(inputPixels, outputPixels);
    int together = (int) Math.max(1, Columns.BLOCK_BYTES / largest);
    for (int from = 0; from < images; from += together) {
      int count = Math.min(together, images - from);
      try (PointerScope scope = new PointerScope()) {
        Tensor results = torch.empty((long) count * inputPixels, channels);
        sums.add(
            buffer(images(input, from, count, inputPixels)),
            buffer(images(gradient, from, count, outputPixels)),
            buffer(results));
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

  private static FloatBuffer buffer(Tensor tensor) {
    return tensor.data_ptr_float().capacity(tensor.numel()).asBuffer();
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
    private final float[] f;
    private final float[] g;
    private final float[] byInput;
    private final double[] byFilters;

    /** A tap's filter, once for each pixel of a run. */
    private final float[][] filters = new float[taps][];

    /** A tap's sums, for each pixel of a run by itself. */
    private final float[] byTap;

    private final float[] fRun;
    private final float[] gRun;
    private final float[] byInputRun;
    private final float[] pixel;

    ImageSums(int channels, float[] tapMajor) {
      this.channels = channels;
      int longest = runs.stream().flatMap(List::stream).mapToInt(Run::length).max().orElse(0);
      for (int t = 0; t < taps; t++) {
        filters[t] = new float[longest * channels];
        for (int i = 0; i < longest; i++) {
          System.arraycopy(tapMajor, t * channels, filters[t], i * channels, channels);
        }
      }
      this.f = new float[inputPixels * channels];
      this.g = new float[outputPixels * channels];
      this.byInput = new float[f.length];
      this.byFilters = new double[tapMajor.length];
      this.byTap = new float[longest * channels];
      this.fRun = byTap.clone();
      this.gRun = byTap.clone();
      this.byInputRun = byTap.clone();
      this.pixel = new float[channels];
    }

    void add(FloatBuffer inputs, FloatBuffer gradients, FloatBuffer results) {
      while (inputs.hasRemaining()) {
        inputs.get(f);
        gradients.get(g);
        Arrays.fill(byInput, 0);
        for (int t = 0; t < taps; t++) {
          addTap(t);
        }
        results.put(byInput);
      }
    }

    private void addTap(int t) {
      Arrays.fill(byTap, 0);
      for (Run run : runs.get(t)) {
        int source = run.source() * channels;
        int count = run.length() * channels;
        System.arraycopy(g, run.output() * channels, gRun, 0, count);
        System.arraycopy(f, source, fRun, 0, count);
        addProducts(byTap, gRun, fRun, count);
        System.arraycopy(byInput, source, byInputRun, 0, count);
        addProducts(byInputRun, gRun, filters[t], count);
        System.arraycopy(byInputRun, 0, byInput, source, count);
      }
      for (int from = channels; from < byTap.length; from += channels) {
        System.arraycopy(byTap, from, pixel, 0, channels);
        addTo(byTap, pixel, channels);
      }
      for (int c = 0; c < channels; c++) {
        byFilters[t * channels + c] += byTap[c];
      }
    }
  }

  // One index for all, or the compiler makes no vectors: it cannot know that nothing overlaps.

  private static void addProducts(float[] sums, float[] a, float[] b, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += a[i] * b[i];
    }
  }

  private static void addTo(float[] sums, float[] a, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += a[i];
    }
  }
}
