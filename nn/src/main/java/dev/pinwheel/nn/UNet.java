package dev.pinwheel.nn;

import dev.pinwheel.nn.layer.Interpolation;
import dev.pinwheel.nn.module.Window;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The encoder-decoder of Ronneberger, Fischer &amp; Brox, <i>U-Net</i>, MICCAI 2015, between
 * functions on a group; for {@link NetBuilder#block}.
 *
 * <p>With fields n₀, …, n_d (depth d) the level i is
 *
 * <pre>  level(i) = convs(nᵢ) → [identity, down → level(i + 1) → up] side by side → convs(nᵢ),
 * </pre>
 *
 * and the deepest one is convs(n_d) alone; convs is twice a 3×3 correlation with padding, norm and
 * ReLU. Down is a maximum over 2×2 pixels, up is linear interpolation by 2, norm is batch norm,
 * unless said otherwise.
 *
 * <p>Takes any type, and gives n₀ regular fields of the input's size; {@link NetBuilder#pixelHead}
 * makes classes of them, whose map turns with the image. Every part is equivariant, and so is the
 * net. Sizes have to be multiples of 2^d, or the size rule refuses them at the {@code maxPool} in
 * question.
 *
 * <p>Immutable; each method gives another one.
 */
public final class UNet implements UnaryOperator<NetBuilder> {
  private static final Window SAME = Window.of(3).padding(1);

  private final List<Integer> fields;
  private final UnaryOperator<NetBuilder> down;
  private final UnaryOperator<NetBuilder> up;
  private final UnaryOperator<NetBuilder> norm;

  private UNet(
      List<Integer> fields,
      UnaryOperator<NetBuilder> down,
      UnaryOperator<NetBuilder> up,
      UnaryOperator<NetBuilder> norm) {
    this.fields = fields;
    this.down = down;
    this.up = up;
    this.norm = norm;
  }

  /**
   * A U-Net of a given width at each level.
   *
   * @param fields regular fields n₀, n₁, … from the finest level to the coarsest, at least one
   * @return the net's middle, without a head
   * @throws IllegalArgumentException if there is no level or one without fields
   */
  public static UNet of(Integer... fields) {
    if (fields.length == 0 || List.of(fields).stream().anyMatch(n -> n < 1)) {
      throw new IllegalArgumentException(
          "a U-Net has at least one level and at least one field at each, not "
              + List.of(fields)
              + ": such as 8, 16, 32");
    }
    return new UNet(
        List.of(fields),
        b -> b.maxPool(2),
        b -> b.upSample(2, Interpolation.LINEAR),
        NetBuilder::batchNorm);
  }

  /**
   * The U-Net of a given depth that doubles its fields from level to level.
   *
   * @param depth how often the size is halved, at least 0
   * @param first regular fields of the finest level
   * @return the net's middle, without a head
   * @throws IllegalArgumentException if a number is too small, or fields become more than an int
   */
  public static UNet ofDepth(int depth, int first) {
    if (depth < 0 || first < 1 || depth > 30 || (long) first << depth > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a U-Net has a depth from 0 and fields from 1 that can be doubled so often, not depth "
              + depth
              + " and "
              + first
              + " fields");
    }
    Integer[] fields = new Integer[depth + 1];
    java.util.Arrays.setAll(fields, level -> first << level);
    return of(fields);
  }

  /**
   * Another way down.
   *
   * @param steps halve the size and keep the type, such as {@code b -> b.maxBlurPool(2)}
   * @return another U-Net
   */
  public UNet down(UnaryOperator<NetBuilder> steps) {
    return new UNet(fields, steps, up, norm);
  }

  /**
   * Another way up.
   *
   * @param steps double the size and give regular fields, such as {@code b ->
   *     b.transposedGroupCorrelation(b.type().fields() / 2, Window.of(2).stride(2))}
   * @return another U-Net
   */
  public UNet up(UnaryOperator<NetBuilder> steps) {
    return new UNet(fields, down, steps, norm);
  }

  /**
   * Another norm.
   *
   * @param steps keep type and size, such as {@code b -> b.groupNorm(1)}
   * @return another U-Net
   */
  public UNet norm(UnaryOperator<NetBuilder> steps) {
    return new UNet(fields, down, up, steps);
  }

  /**
   * Appends the U-Net.
   *
   * @param builder a net so far. Modified.
   * @return the builder
   */
  @Override
  public NetBuilder apply(NetBuilder builder) {
    return level(builder, 0);
  }

  private NetBuilder level(NetBuilder builder, int i) {
    NetBuilder here = twice(builder, fields.get(i));
    if (i == fields.size() - 1) {
      return here;
    }
    UnaryOperator<NetBuilder> deeper = b -> level(b.block(down), i + 1).block(up);
    return twice(here.concatenation(List.of(b -> b, deeper)), fields.get(i));
  }

  private NetBuilder twice(NetBuilder builder, int width) {
    return builder.repeat(2, b -> Blocks.correlation(b, width, SAME).block(norm).relu());
  }
}
