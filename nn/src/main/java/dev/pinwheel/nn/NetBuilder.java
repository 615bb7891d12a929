package dev.pinwheel.nn;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.BatchNorm;
import dev.pinwheel.nn.layer.BlurPool;
import dev.pinwheel.nn.layer.Concatenation;
import dev.pinwheel.nn.layer.DiscMask;
import dev.pinwheel.nn.layer.Dropout;
import dev.pinwheel.nn.layer.FieldNorm;
import dev.pinwheel.nn.layer.Gate;
import dev.pinwheel.nn.layer.GlobalPool;
import dev.pinwheel.nn.layer.GroupNorm;
import dev.pinwheel.nn.layer.Induction;
import dev.pinwheel.nn.layer.Interpolation;
import dev.pinwheel.nn.layer.LayerNorm;
import dev.pinwheel.nn.layer.Linear;
import dev.pinwheel.nn.layer.NormBatchNorm;
import dev.pinwheel.nn.layer.NormRelu;
import dev.pinwheel.nn.layer.PerPart;
import dev.pinwheel.nn.layer.Pointwise;
import dev.pinwheel.nn.layer.Projection;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.Residual;
import dev.pinwheel.nn.layer.Restriction;
import dev.pinwheel.nn.layer.ScaleProjection;
import dev.pinwheel.nn.layer.Sequential;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.layer.UpSample;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Puts a net together; each step takes the type the last one gave.
 *
 * <p>Every method returns this builder. A step that does not fit throws {@link
 * dev.pinwheel.nn.module.FeatureTypeException} with both types.
 */
public final class NetBuilder extends CorrelationSteps {
  private final FeatureType input;
  private final int[] size;
  private final List<Layer> layers = new ArrayList<>();
  private FeatureType type;
  private SizePolicy policy = SizePolicy.EXACT;

  NetBuilder(FeatureType input, int... size) {
    this.input = input;
    this.type = input;
    this.size = size.clone();
  }

  /**
   * The type that the next layer will take.
   *
   * @return the type so far
   */
  public FeatureType type() {
    return type;
  }

  /**
   * Appends any layer, also one of your own.
   *
   * @param make makes the layer from the type so far
   * @return this builder
   */
  @Override
  public NetBuilder then(Function<FeatureType, ? extends Layer> make) {
    Layer layer = make.apply(type);
    Sequential fits = new Sequential(type, List.of(layer));
    layers.add(layer);
    type = fits.output();
    return this;
  }

  @Override
  NetBuilder self() {
    return this;
  }

  /**
   * Multiplies fields with scalar fields of their own; see {@link Gate}.
   *
   * @return this builder
   */
  public NetBuilder gate() {
    return then(Gate::new);
  }

  /**
   * Projects over the whole group; see {@link Projection} and, for fields that are not on cosets,
   * {@link FieldNorm}.
   *
   * @param reduction maximum or mean
   * @return this builder
   */
  public NetBuilder projection(Reduction reduction) {
    return then(
        t -> PerPart.of(t, p -> p.isPermuted() ? new Projection(p, reduction) : new FieldNorm(p)));
  }

  /**
   * Projects over a subgroup; see {@link Projection}.
   *
   * @param subgroup a subgroup of the net's group
   * @param reduction maximum or mean
   * @return this builder
   */
  public NetBuilder projection(Subgroup subgroup, Reduction reduction) {
    return then(t -> new Projection(t, subgroup, reduction));
  }

  /**
   * Projects over scales; see {@link ScaleProjection}.
   *
   * @param reduction maximum or mean
   * @return this builder
   */
  public NetBuilder scaleProjection(Reduction reduction) {
    return then(t -> new ScaleProjection(t, reduction));
  }

  /**
   * Coset pooling: a projection over a subgroup, from functions on H/K to functions on H/S; see
   * {@link Projection}.
   *
   * @param subgroup a group S inside the one so far, such as C4 in D4
   * @param reduction maximum or mean
   * @return this builder
   */
  public NetBuilder cosetPooling(PointGroup subgroup, Reduction reduction) {
    return then(t -> new Projection(t, Subgroup.embed(t.group(), subgroup), reduction));
  }

  /**
   * Makes steps that respect a subgroup alone respect the whole group; see {@link Induction}.
   *
   * @param subgroup a group inside the one so far
   * @param body the steps; starts from the type so far, as fields of the subgroup
   * @return this builder
   */
  public NetBuilder induction(PointGroup subgroup, UnaryOperator<NetBuilder> body) {
    return then(
        t -> {
          FeatureType inside = Induction.bodyInput(t, subgroup);
          return new Induction(t, branch(inside, body));
        });
  }

  /**
   * Goes on with a subgroup's symmetry alone; see {@link Restriction}.
   *
   * @param group a group inside the one so far
   * @return this builder
   */
  public NetBuilder restrict(PointGroup group) {
    return then(t -> PerPart.of(t, part -> new Restriction(part, group)));
  }

  /**
   * Goes on with a subgroup's symmetry alone; see {@link Restriction}.
   *
   * @param subgroup a subgroup of the group so far
   * @return this builder
   */
  public NetBuilder restrict(Subgroup subgroup) {
    return then(t -> PerPart.of(t, part -> new Restriction(part, subgroup)));
  }

  /**
   * Batch norm per field; see {@link BatchNorm} and, for fields that are not on cosets, {@link
   * NormBatchNorm}.
   *
   * @return this builder
   */
  public NetBuilder batchNorm() {
    return then(t -> PerPart.of(t, p -> p.isPermuted() ? new BatchNorm(p) : new NormBatchNorm(p)));
  }

  /**
   * Group norm per image; see {@link GroupNorm}.
   *
   * @param groups how many groups the fields fall into
   * @return this builder
   */
  public NetBuilder groupNorm(int groups) {
    return then(t -> new GroupNorm(t, groups));
  }

  /**
   * Layer norm per pixel; see {@link LayerNorm}.
   *
   * @return this builder
   */
  public NetBuilder layerNorm() {
    return then(LayerNorm::new);
  }

  /**
   * The rectifier.
   *
   * @return this builder
   */
  public NetBuilder relu() {
    return activation(Activation.RELU);
  }

  /**
   * A nonlinearity, pointwise on fields on cosets; on others, whatever the function, the rectifier
   * of lengths. See {@link Pointwise} and {@link NormRelu}.
   *
   * @param activation the function
   * @return this builder
   */
  public NetBuilder activation(Activation activation) {
    return then(
        t ->
            t.isPermuted()
                ? new Pointwise(t, activation)
                : PerPart.of(
                    t, p -> p.isPermuted() ? new Pointwise(p, activation) : new NormRelu(p)));
  }

  /**
   * Dropout per element; see {@link Dropout}.
   *
   * @param probability of being dropped
   * @return this builder
   */
  public NetBuilder dropout(double probability) {
    return then(t -> new Dropout(t, probability, Dropout.Granularity.ELEMENT));
  }

  /**
   * Dropout per field of an image; see {@link Dropout}.
   *
   * @param probability of being dropped
   * @return this builder
   */
  public NetBuilder fieldDropout(double probability) {
    return then(t -> PerPart.of(t, p -> new Dropout(p, probability, Dropout.Granularity.FIELD)));
  }

  /**
   * Maximum over windows side by side; see {@link SpatialPool}.
   *
   * @param kernel kernel and stride
   * @return this builder
   */
  public NetBuilder maxPool(int kernel) {
    return then(t -> new SpatialPool(t, Window.of(kernel).stride(kernel), Reduction.MAX));
  }

  /**
   * Mean over windows side by side; see {@link SpatialPool}.
   *
   * @param kernel kernel and stride
   * @return this builder
   */
  public NetBuilder meanPool(int kernel) {
    return then(t -> new SpatialPool(t, Window.of(kernel).stride(kernel), Reduction.MEAN));
  }

  /**
   * Anti-aliased pooling; see {@link BlurPool#by}.
   *
   * @param factor how many times smaller the map becomes
   * @return this builder
   */
  public NetBuilder blurPool(int factor) {
    return then(t -> BlurPool.by(t, factor));
  }

  /**
   * Anti-aliased pooling by maxima: those over windows of the factor's size at stride 1, then a
   * {@link BlurPool} of kernel 2·factor − 1. Sizes as of {@link #maxPool}.
   *
   * @param factor how many times smaller the map becomes
   * @return this builder
   */
  public NetBuilder maxBlurPool(int factor) {
    then(t -> new SpatialPool(t, Window.of(factor), Reduction.MAX));
    return then(t -> new BlurPool(t, new Window(2 * factor - 1, factor, factor - 1, 1)));
  }

  /**
   * Up-sampling; see {@link UpSample}.
   *
   * @param factor how many times larger the map becomes
   * @param interpolation nearest or linear
   * @return this builder
   */
  public NetBuilder upSample(int factor, Interpolation interpolation) {
    return then(t -> new UpSample(t, factor, interpolation));
  }

  /**
   * Zeros outside the inscribed disc; see {@link DiscMask}.
   *
   * @return this builder
   */
  public NetBuilder discMask() {
    return then(DiscMask::new);
  }

  /**
   * Maximum or mean over all pixels; see {@link GlobalPool}.
   *
   * @param reduction maximum or mean
   * @return this builder
   */
  public NetBuilder globalPool(Reduction reduction) {
    return then(t -> new GlobalPool(t, reduction));
  }

  /**
   * Adds a branch to its own input; see {@link Residual}.
   *
   * @param body the branch; gives the type and size it takes
   * @return this builder
   */
  public NetBuilder residual(UnaryOperator<NetBuilder> body) {
    return residual(body, b -> b);
  }

  /**
   * Adds two branches; see {@link Residual}.
   *
   * @param body the learned branch
   * @param shortcut the other one
   * @return this builder
   */
  public NetBuilder residual(UnaryOperator<NetBuilder> body, UnaryOperator<NetBuilder> shortcut) {
    return then(t -> new Residual(branch(body), branch(shortcut)));
  }

  /**
   * Puts branches side by side; see {@link Concatenation}.
   *
   * @param branches at least one
   * @return this builder
   */
  public NetBuilder concatenation(List<UnaryOperator<NetBuilder>> branches) {
    return then(t -> new Concatenation(branches.stream().map(this::branch).toList()));
  }

  /**
   * The invariant head: projection over the group (where there is one to project), mean over
   * pixels, and a linear map to classes.
   *
   * @param classes scalar fields of the output
   * @return this builder
   */
  public NetBuilder invariantHead(int classes) {
    if (!type.isTrivial()) {
      projection(Reduction.MAX);
    }
    globalPool(Reduction.MEAN);
    return then(t -> new Linear(t, classes));
  }

  /**
   * The equivariant head of pixel-wise tasks: projection over the group at each pixel (where there
   * is one to project), and a linear map to classes. Its output is scalar fields of the last map's
   * size, which turn with the image.
   *
   * @param classes scalar fields of the output
   * @return this builder
   */
  public NetBuilder pixelHead(int classes) {
    if (!type.isTrivial()) {
      projection(Reduction.MAX);
    }
    return then(t -> new Linear(t, classes));
  }

  /**
   * Appends a composition of steps, such as one of {@link Blocks} or a {@link UNet}.
   *
   * @param steps appends to the builder it is given, and returns it
   * @return this builder
   */
  public NetBuilder block(UnaryOperator<NetBuilder> steps) {
    return steps.apply(this);
  }

  /**
   * Repeats a step.
   *
   * @param times how often
   * @param step the step
   * @return this builder
   */
  public NetBuilder repeat(int times, UnaryOperator<NetBuilder> step) {
    NetBuilder builder = this;
    for (int i = 0; i < times; i++) {
      builder = step.apply(builder);
    }
    return builder;
  }

  /**
   * Says what becomes of layers that break the size rule; they are refused unless this is called.
   *
   * @param newPolicy refuse or allow
   * @return this builder
   */
  public NetBuilder sizes(SizePolicy newPolicy) {
    this.policy = newPolicy;
    return this;
  }

  /**
   * Builds the net for the size given at the start.
   *
   * @return the net
   * @throws SizeRuleException if a layer would break equivariance at its size
   * @throws IllegalArgumentException if a window does not fit its input
   */
  public Net build() {
    return new Net(new Sequential(input, layers), size, policy);
  }

  private Sequential branch(UnaryOperator<NetBuilder> steps) {
    return branch(type, steps);
  }

  /** A chain of its own, whose correlations are made as this builder's. */
  private Sequential branch(FeatureType from, UnaryOperator<NetBuilder> steps) {
    NetBuilder inner = new NetBuilder(from, size).filters(start()).kernels(family());
    return new Sequential(from, steps.apply(inner).layers);
  }
}
