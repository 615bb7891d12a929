package dev.pinwheel.nn.layer;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.Embedding;
import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.dense.Value;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Description;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes a map φ that only a subgroup K respects one that all of H respects: φ looks at the input
 * from every coset of K.
 *
 * <pre>  (Φf)(x, r·kS) = (L_r φ(L_r⁻¹ f))(x, kS),   r over representatives of H/K.</pre>
 *
 * <p>If φ takes f as a field of K (see {@link Restriction}) and φ L_k = L_k φ for all k in K, then
 * Φ L_h = L_h Φ for all h in H: with h⁻¹r = r′k the term of r at L_h f is L_h L_r′ φ(L_r′⁻¹ f). Its
 * fields on K/S become as many fields on H/S: regular ones of K regular ones of H, trivial ones of
 * K fields on H/K. Every equivariant map to such fields is of this form (Frobenius reciprocity;
 * Serre, section 7.2): the lifting correlation is the induction of a plain correlation from K =
 * {e}.
 *
 * <p>What there is no layer for: fields of K cannot be re-labelled as fields of H, since nothing
 * says how the rest of H acts on them.
 *
 * <p>φ may be any chain, batch norm and pooling included; it has the parameters, one set for all
 * cosets, and obeys the size rule of K alone. It is computed once, on |H/K| copies of the batch, so
 * multiply-adds are |H/K| times its own. Shapes: [images, n, |H/T|, height, width] to [images, m,
 * |H/S|, height′, width′]. Exact, for groups that preserve the pixel grid.
 */
public final class Induction extends Layer {
  private final Sequential body;
  private final Restriction restriction;
  private final int[] turns;
  private final int[] order;

  /**
   * Induces a chain of layers.
   *
   * @param input what the layer takes, over H
   * @param body φ, from {@link #bodyInput} to any fields of K
   * @throws FeatureTypeException if the body does not take the input's fields as fields of its own
   *     group, or gives fields of another group than it takes
   * @throws IllegalArgumentException if K is not inside H, or H does not preserve the pixel grid
   */
  public Induction(FeatureType input, Sequential body) {
    super(input, output(input, body));
    PointGroup group = input.group();
    Embedding embedding = Embedding.of(group, body.input().group());
    Cosets turned = Cosets.of(embedding.subgroup());
    Cosets inner = body.output().cosets();
    this.body = body;
    this.restriction = new Restriction(input, body.input().group());
    this.turns = IntStream.range(0, turned.count()).map(turned::representative).toArray();
    this.order = new int[output().orientations()];
    for (int r = 0; r < turns.length; r++) {
      for (int c = 0; c < inner.count(); c++) {
        int h = group.product(turns[r], embedding.image(inner.representative(c)));
        order[output().cosets().cosetOf(h)] = r * inner.count() + c;
      }
    }
  }

  /**
   * What the body of an induction takes.
   *
   * @param input what the induction takes, over H
   * @param group the group K
   * @return the same fields as fields of K
   * @throws FeatureTypeException if they fall apart into fields of several kinds
   * @throws IllegalArgumentException if K is not inside H
   */
  public static FeatureType bodyInput(FeatureType input, PointGroup group) {
    return Restriction.output(input, Embedding.of(input.group(), group));
  }

  private static FeatureType output(FeatureType input, Sequential body) {
    PointGroup group = input.group();
    PointGroup sub = body.input().group();
    if (!group.preservesGrid()) {
      throw new IllegalArgumentException(
          "induction turns feature maps, and group "
              + group
              + " does not map the pixel grid onto itself: use a subgroup of D4");
    }
    FeatureType expected = bodyInput(input, sub);
    FieldKinds.requireOneOnCosets(
        "induction", body.output(), "let the body end in one kind of field");
    if (!body.input().equals(expected) || !body.output().group().equals(sub)) {
      throw new FeatureTypeException(
          "induction from "
              + sub
              + " on '"
              + input
              + "' needs a body from '"
              + expected
              + "' to fields of "
              + sub
              + ", not '"
              + body.input()
              + "' → '"
              + body.output()
              + "'");
    }
    Subgroup fixed = Embedding.of(group, sub).image(body.output().cosets().subgroup());
    return FeatureType.quotient(group, fixed, body.output().fields());
  }

  @Override
  public String kind() {
    return "induction";
  }

  @Override
  public String detail() {
    return "from " + body.input().group();
  }

  @Override
  public List<Layer> children() {
    return List.of(body);
  }

  @Override
  public int[] outputSize(int... size) {
    int[] result = body.outputSize(size);
    if (!Grid.of(result).isPreservedBy(input().group())) {
      throw new IllegalArgumentException(
          "induction turns maps of "
              + Sizes.format(result)
              + " by "
              + input().group()
              + ", which exchanges their axes; make the axes equal");
    }
    return result;
  }

  /** What the copies beyond the first cost; the body's layers count the first themselves. */
  @Override
  public long multiplyAdds(int... size) {
    return (turns.length - 1) * total(body, size);
  }

  private static long total(Layer layer, int[] size) {
    long sum = layer.multiplyAdds(size);
    int[] at = size;
    for (Layer child : layer.children()) {
      sum += total(child, at);
      at = layer instanceof Sequential ? child.outputSize(at) : at;
    }
    return sum;
  }

  @Override
  protected FeatureMap forward(FeatureMap x, Pass pass) {
    TensorVector views = new TensorVector();
    for (int r : turns) {
      FeatureMap turned = r == 0 ? x : x.transform(input().group().inverse(r));
      views.push_back(restriction.forward(turned, pass).rows());
    }
    FeatureMap y =
        body.apply(
            FeatureMap.ofRows(
                body.input(), torch.cat(views, 0), turns.length * x.batch(), x.size()),
            pass);
    int[] size = y.size();
    long rows = x.batch() * Sizes.pixels(size);
    FeatureType scalars = FeatureType.trivial(input().group(), body.output().channels());
    TensorVector back = new TensorVector();
    for (int r = 0; r < turns.length; r++) {
      Tensor part = y.rows().narrow(0, r * rows, rows);
      back.push_back(FeatureMap.ofRows(scalars, part, x.batch(), size).transform(turns[r]).rows());
    }
    Tensor joined =
        torch
            .cat(back, 1)
            .view(rows, order.length, output().fields())
            .index_select(
                1,
                pass.constant(
                    this, () -> torch.tensor(Arrays.stream(order).asLongStream().toArray())));
    return FeatureMap.ofRows(output(), joined.view(rows, -1), x.batch(), size);
  }

  @Override
  protected Value describe(Value x, Description to) {
    List<Value> views = new ArrayList<>();
    for (int r : turns) {
      Value turned = r == 0 ? x : transformed(x, input(), input().group().inverse(r));
      views.add(Fields.split(restriction.describe(turned, to), 1));
    }
    Value y = to.apply(body, Value.concatenate(0, views).firstAxisToImages());
    Value apart = y.imagesToFirstAxis(turns.length);
    FeatureType scalars = FeatureType.trivial(input().group(), body.output().channels());
    List<Value> back = new ArrayList<>();
    for (int r = 0; r < turns.length; r++) {
      back.add(transformed(Fields.join(apart.slice(0, r, r + 1)), scalars, turns[r]));
    }
    return Fields.join(Fields.split(Value.concatenate(0, back), order.length).gather(0, order));
  }

  /** {@link FeatureMap#transform} in a description, for fields on cosets. */
  private static Value transformed(Value x, FeatureType type, int g) {
    int[] size = x.size();
    int back = type.group().inverse(g);
    int[] from =
        IntStream.range(0, type.orientations()).map(c -> type.cosets().act(back, c)).toArray();
    return Fields.join(Fields.split(x, type.orientations()).gather(0, from))
        .reshape(type.channels(), Sizes.pixels(size))
        .gather(1, Grid.of(size).sources(type.group(), g))
        .reshape(x.shape());
  }
}
