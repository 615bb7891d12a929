package dev.pinwheel.nn.layer;

import dev.pinwheel.group.Grid;
import dev.pinwheel.nn.dense.Arithmetic;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Sets everything outside the inscribed disc to zero: {@code (Φf)(x, c) = w(|x|) f(x, c)}, the
 * origin in the map's centre.
 *
 * <p>The disc has the radius r of half the shortest axis, in pixels (on the line an interval, in
 * space a ball). With an edge of e pixels w is 1 up to r − e, falls as half a cosine, and is 0 from
 * r on; with e = 0 it is 1 where |x| ≤ r. A turned image loses its corners; without them from the
 * start, an image and its turned copy show the same, at any angle. The finer the angle, the more an
 * edge of a pixel or two is worth.
 *
 * <p>w depends on |x| alone, so the layer is equivariant, exactly, for every size. Type and size
 * stay. No parameters.
 */
public final class DiscMask extends Layer {
  private final double edge;

  /**
   * A mask with a sharp edge.
   *
   * @param input any type
   */
  public DiscMask(FeatureType input) {
    this(input, 0);
  }

  /**
   * A mask with a soft edge.
   *
   * @param input any type
   * @param edge the edge's width e in pixels, inside the disc; at least 0
   * @throws IllegalArgumentException if the edge is negative or no number
   */
  public DiscMask(FeatureType input, double edge) {
    super(input, input);
    if (!(edge >= 0 && edge < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a mask's edge is at least 0 pixels wide, not " + edge + ": 0 is a sharp one");
    }
    this.edge = edge;
  }

  @Override
  public String kind() {
    return "discMask";
  }

  @Override
  public String detail() {
    return edge == 0 ? "" : "edge " + edge;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    int[] size = x.size();
    List<Object> key = List.of(this, Sizes.format(size));
    Tensor mask = pass.constant(key, () -> pass.operand(mask(size)));
    Tensor pixels = x.rows().view(x.batch(), -1, input().channels());
    Tensor rows = pixels.mul(mask).view(-1, input().channels());
    return FeatureMap.ofRows(output(), rows, x.batch(), size);
  }

  @Override
  protected Value describe(Value x, Description to) {
    long[] shape = Arrays.stream(x.size()).asLongStream().toArray();
    return x.combine(Arithmetic.MULTIPLY, to.numbers(mask(x.size()), shape));
  }

  private Tensor mask(int... size) {
    Grid grid = Grid.of(size);
    double radius = Arrays.stream(size).min().orElseThrow() / 2.0;
    double[] mask = new double[grid.points()];
    Arrays.setAll(mask, i -> weight(radius, grid.coordinates(i)));
    return Tensors.of(mask, mask.length, 1);
  }

  /** Squares of halves and their sums are exact, so points that the group permutes agree. */
  private double weight(double radius, double... point) {
    double distance = Math.sqrt(Arrays.stream(point).map(c -> c * c).sum());
    if (distance <= radius - edge) {
      return 1;
    }
    return distance >= radius ? 0 : (1 + Math.cos(Math.PI * (distance - radius + edge) / edge)) / 2;
  }
}
