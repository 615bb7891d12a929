package dev.pinwheel.nn.fourier;

import dev.pinwheel.group.fourier.FourierTransform;
import dev.pinwheel.group.kernel.TapPermutations;
import dev.pinwheel.nn.engine.Bf16Support;
import dev.pinwheel.nn.engine.Columns;
import dev.pinwheel.nn.engine.Multipliers;
import dev.pinwheel.nn.engine.OwnGradient;
import dev.pinwheel.nn.engine.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A group correlation of maps in the plane at stride 1, computed in the group's Fourier domain; the
 * same function as the dense correlation, up to rounding.
 *
 * <p>Some rows of the result are taken together, as many as a core's own cache holds of what stands
 * under their taps. That is transformed, each block of the transform multiplied with a matrix, and
 * the results are transformed back. The derivative by the map is the same with other filters; that
 * by the filters takes the same transforms.
 */
public final class FourierCorrelation {
  private final TapOrbits orbits;
  private final SpectralFilters form;
  private final int kernel;
  private final int padding;
  private final int dilation;
  private final int inputs;
  private final int outputs;
  private final FourierGain gain;

  private FourierCorrelation(
      FourierTransform transform,
      TapPermutations taps,
      int kernel,
      int padding,
      int dilation,
      int inputs,
      int outputs) {
    this.orbits = new TapOrbits(taps, transform);
    this.form = new SpectralFilters(orbits, inputs, outputs);
    this.kernel = kernel;
    this.padding = padding;
    this.dilation = dilation;
    this.inputs = inputs;
    this.outputs = outputs;
    this.gain = new FourierGain(transform, Math.min(inputs, outputs));
  }

  /**
   * Prepares a correlation.
   *
   * @param taps the filters' taps, and how the group permutes them
   * @param padding zeros at every border
   * @param dilation pixels from one tap to the next
   * @param inputs regular fields of the map
   * @param outputs regular fields of the result
   * @return empty where the group has no {@link FourierTransform}, or acts on another space than
   *     the plane, or zeros reach farther than the filters
   */
  public static Optional<FourierCorrelation> of(
      TapPermutations taps, int padding, int dilation, int inputs, int outputs) {
    int kernel = taps.taps().size(0);
    if (taps.group().dimension() != 2 || padding > (kernel - 1) * dilation) {
      return Optional.empty();
    }
    return FourierTransform.of(taps.group())
        .map(
            transform ->
                new FourierCorrelation(
                    transform, taps, kernel, padding, dilation, inputs, outputs));
  }

  /**
   * Whether there are processors and maps for which it {@linkplain #pays(Tensor) pays}.
   *
   * @return whether there are: from 8 fields on over D4 and from 15 on over C4
   */
  public boolean mayPay() {
    return kernel > 1 && gain.inFloat32(Multipliers.NARROW) >= 1;
  }

  /**
   * Whether it is faster for a map than the dense correlation: if enough products are saved for
   * each number that is transformed, and some more where several threads would share the map. How
   * many are enough depends on the processor's {@link Multipliers}: 14 fields over D4 and 28 over
   * C4 where they are wide, 8 and 15 where they are narrow. For maps in bf16 it depends on {@link
   * Bf16Support}, too: with instructions for it 32 fields over D4 and 17 are enough, with units for
   * matrices none.
   *
   * @param x a map in the plane
   * @return whether it is; never for filters of one tap
   */
  public boolean pays(Tensor x) {
    return pays(x, Multipliers.here(), Bf16Support.here());
  }

  boolean pays(Tensor x, Multipliers multipliers, Bf16Support bf16) {
    boolean isNarrow = Tensors.has(x, ScalarType.BFloat16);
    double found = isNarrow ? gain.inBf16(multipliers, bf16) : gain.inFloat32(multipliers);
    return kernel > 1 && found >= FourierGain.least(geometry(x).outputWidth());
  }

  /**
   * Whether a map can be correlated here.
   *
   * @param x a map in the plane
   * @return whether it is on the CPU and in float32 or bf16, and neither it nor the result nor what
   *     is under the taps of a row has more numbers than Java's buffers count
   */
  public boolean takes(Tensor x) {
    Geometry geometry = geometry(x);
    long pixels = x.size(0) * geometry.outputHeight() * geometry.outputWidth();
    return x.is_cpu()
        && (Tensors.has(x, ScalarType.Float) || Tensors.has(x, ScalarType.BFloat16))
        && Math.max(x.numel(), pixels * orbits.slots() * outputs) <= Integer.MAX_VALUE
        && longestRow(geometry) <= Integer.MAX_VALUE;
  }

  /** Numbers under the taps of a row of the map or of the result. */
  private long longestRow(Geometry geometry) {
    long pixels = geometry.outputWidth() + geometry.reach();
    return pixels * orbits.slots() * orbits.taps() * Math.max(inputs, outputs);
  }

  /**
   * The filters in the Fourier domain; not differentiable.
   *
   * @param weight free filters, shape [outputs, inputs, orientations·taps], in float32
   * @return what {@link #apply} takes
   */
  public Tensor filters(Tensor weight) {
    return form.expand(weight.detach());
  }

  /**
   * The correlation with given filters; not differentiable.
   *
   * @param x shape [images, orientations·inputs, height, width], on the CPU, channels last in
   *     memory and group-major; from bf16 it is made float32
   * @param filters of {@link #filters}
   * @param bias a number per field of the result, or none
   * @return shape [images, orientations·outputs, height′, width′], channels last, in x's format
   */
  public Tensor apply(Tensor x, Tensor filters, Optional<Tensor> bias) {
    return correlate(x, () -> filters, bias);
  }

  /** Each thread expands filters for itself, which takes less than to share the work. */
  private Tensor correlate(Tensor x, Supplier<Tensor> filters, Optional<Tensor> bias) {
    try (NoGradGuard guard = new NoGradGuard()) {
      Tensor result = empty(x, geometry(x), outputs, x.scalar_type());
      // What a map in another format is copied to must not wait for the end of a training step.
      try (PointerScope scope = new PointerScope()) {
        Lanes lanes = new Lanes(orbits, geometry(x), inputs, x);
        boolean isWide = Tensors.has(x, ScalarType.Float);
        Tensor y = isWide ? result : empty(x, geometry(x), outputs, ScalarType.Float);
        Optional<Tensor> shift = bias.map(b -> b.detach().to(ScalarType.Float));
        lanes.run(
            (lane, patches) ->
                List.of(new SpectralProducts(patches, form, filters.get(), shift, y)));
        if (!isWide) {
          result.copy_(y);
        }
      }
      return Floats.channelsLast(result).detach();
    }
  }

  /**
   * The correlation. Differentiable.
   *
   * @param x as above
   * @param weight free filters, shape [outputs, inputs, orientations·taps], in float32
   * @param bias a number per field of the result, or none
   * @return as above
   */
  public Tensor of(Tensor x, Tensor weight, Optional<Tensor> bias) {
    Tensor y = correlate(x, () -> filters(weight), bias);
    List<Tensor> variables = new ArrayList<>(List.of(x, weight));
    bias.ifPresent(variables::add);
    return OwnGradient.attach(
        y,
        variables,
        g -> {
          Tensor[] found = Arrays.copyOf(back(g, x, weight), variables.size());
          bias.ifPresent(b -> found[2] = byBias(g));
          return found;
        });
  }

  /**
   * The derivatives by map and free filters, as far as they are wanted. The correlation is linear
   * in both, and with the transposed filters k′ {@code ⟨g, k ⋆ f⟩ = ⟨k′ ⋆ g, f⟩}: so one is k′ ⋆ g,
   * and the other, by k′ and hence by k, needs the same transforms of what stands under the taps in
   * g.
   */
  private Tensor[] back(Tensor gradient, Tensor x, Tensor weight) {
    SpectralFilters transposed = form.transposed();
    Geometry back = geometry(x).transposed();
    Lanes lanes = new Lanes(orbits, back, outputs, gradient);
    Tensor byMap = x.requires_grad() ? empty(x, back, inputs, ScalarType.Float) : null;
    Tensor pixels = Floats.pixels(x);
    List<Tensor> sums =
        Stream.generate(() -> torch.zeros_like(weight.detach())).limit(lanes.count()).toList();
    lanes.run(
        (lane, patches) -> {
          List<Lanes.Step> steps = new ArrayList<>();
          if (byMap != null) {
            Tensor filters = transposed.expand(weight.detach());
            steps.add(new SpectralProducts(patches, transposed, filters, Optional.empty(), byMap));
          }
          if (weight.requires_grad()) {
            steps.add(new SpectralSums(patches, transposed, pixels, sums.get(lane)));
          }
          return steps;
        });
    Tensor byWeight = sums.get(0);
    sums.stream().skip(1).forEach(byWeight::add_);
    return new Tensor[] {
      byMap == null ? null : Floats.channelsLast(byMap.to(x.scalar_type())), byWeight
    };
  }

  private Tensor byBias(Tensor gradient) {
    double[] perChannel = new double[orbits.slots() * outputs];
    Tensor rows = Floats.pixels(gradient).view(-1, perChannel.length);
    Columns.addSums(rows, perChannel);
    double[] perField = new double[outputs];
    for (int channel = 0; channel < perChannel.length; channel++) {
      perField[channel % outputs] += perChannel[channel];
    }
    return Columns.operand(perField, rows);
  }

  /** Memory for as many images as a map has, [images, height, width, orientations·fields]. */
  private Tensor empty(Tensor map, Geometry geometry, int fields, ScalarType format) {
    long[] shape = {
      map.size(0), geometry.outputHeight(), geometry.outputWidth(), (long) orbits.slots() * fields
    };
    return torch.empty(shape, new TensorOptions(format), new MemoryFormatOptional());
  }

  private Geometry geometry(Tensor x) {
    return new Geometry((int) x.size(2), (int) x.size(3), kernel, padding, dilation);
  }
}
