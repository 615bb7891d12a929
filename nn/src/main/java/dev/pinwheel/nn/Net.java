package dev.pinwheel.nn;

import dev.pinwheel.group.Embedding;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.layer.Sequential;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A net's structure for one input size: layers, their names, their parameters. Immutable; its
 * numbers are in {@link dev.pinwheel.nn.module.Weights}.
 *
 * <p>Layers are named by kind and order: {@code lifting1}, {@code batchNorm1}, {@code relu1}, …,
 * those within the first branch of {@code residual2} as {@code
 * residual2.sequential1.groupCorrelation1}.
 */
public final class Net {
  private final Sequential root;
  private final int[] inputSize;
  private final List<LayerSite> sites;
  private final Map<String, Parameter> parameters;

  Net(Sequential root, int[] inputSize, SizePolicy policy) {
    this.root = root;
    this.inputSize = inputSize.clone();
    if (policy == SizePolicy.EXACT) {
      // First: branches that no longer fit together are the consequence, not the cause.
      SizeGuard.require(root, inputSize);
    }
    this.sites = List.copyOf(LayerSite.walk(root, inputSize));
    Set<Layer> seen = new HashSet<>();
    for (LayerSite site : sites) {
      if (!seen.add(site.layer())) {
        throw new IllegalArgumentException(
            "layer " + site.name() + " stands twice in the net: make a new one for each place");
      }
    }
    Map<String, Parameter> named = new LinkedHashMap<>();
    for (LayerSite site : sites) {
      for (Parameter p : site.layer().parameters()) {
        named.put(site.name() + "." + p.role(), p);
      }
    }
    this.parameters = named;
  }

  /**
   * Starts a net on images.
   *
   * @param group the point group H that the net shall be equivariant under
   * @param channels the images' channels: 1 for grey, 3 for colour
   * @param size the images' spatial size: height, width
   * @return a builder
   * @throws IllegalArgumentException if there is no channel
   * @throws SizeRuleException if the group does not map images of this size onto themselves
   */
  public static NetBuilder images(PointGroup group, int channels, int... size) {
    SizeRule.shapeViolation(group, size)
        .ifPresent(
            why -> {
              throw new SizeRuleException(why);
            });
    return new NetBuilder(FeatureType.trivial(group, channels), size);
  }

  /**
   * A net of a single layer, for checking it by itself; the size rule is not asked.
   *
   * @param layer any layer
   * @param size the spatial size of its input
   * @return the net
   * @throws IllegalArgumentException if the layer cannot take the size
   */
  public static Net of(Layer layer, int... size) {
    return new Net(new Sequential(layer.input(), List.of(layer)), size, SizePolicy.ALLOW_BROKEN);
  }

  /**
   * What the net takes.
   *
   * @return the type of its input
   */
  public FeatureType input() {
    return root.input();
  }

  /**
   * What the net gives.
   *
   * @return the type of its output
   */
  public FeatureType output() {
    return root.output();
  }

  /**
   * The point group that acts on the net's images.
   *
   * @return H
   */
  public PointGroup group() {
    return root.input().group();
  }

  /**
   * The group that the net as a whole is equivariant under: the elements that every layer's types
   * know. Smaller than {@link #group} if a {@link dev.pinwheel.nn.layer.Restriction} forgets some.
   *
   * @return a subgroup of {@link #group}, as a group of its own
   */
  public PointGroup commonGroup() {
    PointGroup common = group();
    for (LayerSite site : sites) {
      if (!site.isInduced()) {
        common = Embedding.common(common, site.layer().output().group());
      }
    }
    return common;
  }

  /**
   * The spatial size of the images.
   *
   * @return height, width
   */
  public int[] inputSize() {
    return inputSize.clone();
  }

  /**
   * The spatial size of the output.
   *
   * @return for a classifier 1, 1
   */
  public int[] outputSize() {
    return root.outputSize(inputSize);
  }

  /**
   * Every layer with its name and input size, a composite one before the layers it is made of.
   *
   * @return in the order of application
   */
  public List<LayerSite> sites() {
    return sites;
  }

  /**
   * Every parameter by name.
   *
   * @return for example {@code groupCorrelation1.weight}, in the order of the layers
   */
  public Map<String, Parameter> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /**
   * How many numbers training moves.
   *
   * @return without running statistics
   */
  public long parameterCount() {
    return parameters.values().stream()
        .filter(Parameter::isTrainable)
        .mapToLong(Parameter::count)
        .sum();
  }

  /**
   * The multiplications with weights for one image.
   *
   * @return multiply-adds of all correlations and linear maps
   */
  public long multiplyAdds() {
    return sites.stream().mapToLong(s -> s.layer().multiplyAdds(s.inputSize())).sum();
  }

  /**
   * Computes the net.
   *
   * @param x images of the net's type and size
   * @param pass mode, numbers, random bits
   * @return a map of the output type
   * @throws IllegalArgumentException if the images have another type or size
   */
  public FeatureMap apply(FeatureMap x, Pass pass) {
    if (!Arrays.equals(x.size(), inputSize)) {
      throw new IllegalArgumentException(
          "the net is built for images of "
              + Sizes.format(inputSize)
              + " and was given "
              + Sizes.format(x.size())
              + ": resize them, or build the net for that size");
    }
    return root.apply(x, pass);
  }

  /** The net in a description, from its images on. */
  Value describe(Value x, Description to) {
    return to.apply(root, x);
  }

  /**
   * A table of layers, one line each: name, output type, output size, parameters.
   *
   * @return several lines, for people
   */
  public String summary() {
    List<String> lines = new ArrayList<>();
    for (LayerSite site : sites) {
      long count =
          site.layer().parameters().stream()
              .filter(Parameter::isTrainable)
              .mapToLong(Parameter::count)
              .sum();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-28s %-26s %-24s %-8s %,9d",
              site.name(),
              site.layer().detail(),
              site.layer().output(),
              Sizes.format(site.layer().outputSize(site.inputSize())),
              count));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%,d parameters, %,d multiply-adds for an image of %s",
            parameterCount(),
            multiplyAdds(),
            Sizes.format(inputSize)));
    return String.join(System.lineSeparator(), lines);
  }
}
