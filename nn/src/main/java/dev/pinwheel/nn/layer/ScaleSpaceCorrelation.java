package dev.pinwheel.nn.layer;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.ScaleAxis;
import dev.pinwheel.group.kernel.HermiteKernels;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The correlation behind {@link ScaleLifting} and {@link ScaleCorrelation}: a plain correlation for
 * each scale of the output, with the same coefficients on dilated functions.
 *
 * <pre>  (k ⋆ f)(x, j, h) = Σ_i Σ_c Σ_y s^(−dj) k(s^(−j) h⁻¹(y − x), i, h⁻¹c) f(y, j + i, c)</pre>
 */
abstract class ScaleSpaceCorrelation extends Layer {
  private final ScaleAxis axis;
  private final HermiteKernels kernels;
  private final PointGroup group;
  private final int depth;
  private final Parameter weight;
  private final Parameter bias;
  private final List<Object> filterKeys;
  private final List<Object> functionKeys;

  /**
   * Fixes everything.
   *
   * @param group H, on space alone
   * @param depth how many scales of the input an output looks at
   */
  ScaleSpaceCorrelation(
      FeatureType input,
      FeatureType output,
      PointGroup group,
      ScaleAxis axis,
      int depth,
      HermiteKernels kernels,
      Bias bias,
      FilterInitialisation start) {
    super(input, output);
    this.axis = axis;
    this.kernels = kernels;
    this.group = group;
    this.depth = depth;
    int functions = kernels.functions(group.dimension());
    this.weight =
        new Parameter(
            "weight",
            Parameter.Kind.WEIGHT,
            start.rule((long) input.channels() * depth * functions),
            output.fields(),
            input.fields(),
            input.orientations(),
            depth,
            functions);
    this.bias = bias.parameter(output.fields());
    this.filterKeys = IntStream.range(0, axis.scales()).mapToObj(j -> new Object()).toList();
    this.functionKeys = IntStream.range(0, axis.scales()).mapToObj(j -> new Object()).toList();
  }

  /** The scales j … j + length − 1 of the input, shape [images, length·channels, space…]. */
  abstract Tensor scales(FeatureMap x, int j, int length);

  /** The same in a description, shape [length·channels, space…]. */
  abstract Value scales(Value x, int j, int length);

  /** How many scales there are to look at from scale j on; fewer than the depth near the end. */
  private int length(int j) {
    return Math.min(depth, axis.scales() - j);
  }

  final ScaleAxis axis() {
    return axis;
  }

  @Override
  public final List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public final String detail() {
    StringBuilder taps = new StringBuilder("kernels ");
    for (int j = 0; j < axis.scales(); j++) {
      taps.append(j == 0 ? "" : "/").append(side(j));
    }
    return taps.toString();
  }

  private int side(int j) {
    return 2 * kernels.radius(axis.factor(j)) + 1;
  }

  /** Sums over scales; a scale near the end, with less to look at, costs less. */
  @Override
  public final long multiplyAdds(int... size) {
    int d = group.dimension();
    long pixels = Sizes.pixels(Arrays.copyOfRange(size, size.length - d, size.length));
    long sum = 0;
    for (int j = 0; j < axis.scales(); j++) {
      long taps = Math.round(Math.pow(side(j), d));
      sum += pixels * taps * length(j) * input().channels() * output().channels();
    }
    return sum;
  }

  @Override
  protected final FeatureMap forward(FeatureMap x, Pass pass) {
    int d = group.dimension();
    long[] order = new long[d + 2];
    order[d + 1] = 1;
    for (int i = 0; i < d; i++) {
      order[i + 1] = i + 2;
    }
    TensorOptional shift = Bias.shift(bias, output(), pass);
    TensorVector maps = new TensorVector();
    for (int j = 0; j < axis.scales(); j++) {
      int scale = j;
      Tensor filters = pass.derived(filterKeys.get(j), () -> pass.operand(filters(pass, scale)));
      Tensor y = DenseCorrelation.of(scales(x, j, length(j)), filters, shift, window(j));
      maps.push_back(y.permute(order).unsqueeze(1));
    }
    int[] size = outputSize(x.size());
    Tensor rows = torch.cat(maps, 1).reshape(-1, output().channels());
    return FeatureMap.ofRows(output(), rows, x.batch(), size);
  }

  @Override
  protected final Value describe(Value x, Description to) {
    List<Value> maps = new ArrayList<>();
    for (int j = 0; j < axis.scales(); j++) {
      Value y =
          DenseCorrelation.describe(
              scales(x, j, length(j)),
              filters(to.pass(), j),
              Bias.shift(bias, output(), to),
              window(j),
              to);
      maps.add(Fields.insertAxis(y));
    }
    return Value.concatenate(1, maps);
  }

  private Window window(int j) {
    return Window.of(side(j)).padding(kernels.radius(axis.factor(j)));
  }

  /** Dense filters of a scale, [|H|·out, length·cosets·in, taps…], all group-major. */
  private Tensor filters(Pass pass, int j) {
    int d = group.dimension();
    long out = output().fields();
    long in = input().fields();
    long m = input().orientations();
    long functions = kernels.functions(d);
    long[] shape = new long[d + 2];
    Arrays.fill(shape, side(j));
    shape[0] = out * group.order();
    shape[1] = length(j) * m * in;
    return pass.get(weight)
        .narrow(3, 0, length(j))
        .index_select(2, pass.constant(this, () -> torch.tensor(input().cosets().sources())))
        .view(out, in, group.order(), m, length(j), functions)
        .permute(2, 0, 4, 3, 1, 5)
        .reshape(group.order(), -1, functions)
        .bmm(pass.constant(functionKeys.get(j), () -> functions(pass, j)))
        .reshape(shape);
  }

  /** The functions of a scale, turned by each h: [|H|, functions, taps]. */
  private Tensor functions(Pass pass, int j) {
    double[][][] values = new double[group.order()][][];
    Arrays.setAll(values, h -> kernels.sampled(group.matrix(group.inverse(h)), axis.factor(j)));
    double[] flat =
        Arrays.stream(values).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    return Tensors.of(flat, group.order(), values[0].length, values[0][0].length)
        .to(pass.precision().masterType());
  }
}
