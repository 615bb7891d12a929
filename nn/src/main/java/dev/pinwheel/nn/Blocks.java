package dev.pinwheel.nn;

import dev.pinwheel.nn.module.Window;
import java.util.function.UnaryOperator;

/**
 * Residual blocks, for {@link NetBuilder#block} and {@link NetBuilder#repeat}: {@code y = body(x) +
 * shortcut(x)}.
 *
 * <p>Where number of fields, kind of field and size stay, the shortcut is the identity, else a
 * correlation of kernel extent − 2·padding at the same stride: the window that stands at the same
 * places. For kernel 3 and padding 1 that is a kernel of 1. So block and shortcut obey the same
 * size rule. To halve an odd size take kernel 3, stride 2 and padding 1; to halve an even one
 * kernel 4, stride 2 and padding 1.
 *
 * <p>Blocks take any type: from scalar fields they lift. They give regular fields. Equivariant
 * because sums and compositions of equivariant maps are.
 */
public final class Blocks {
  private static final Window SAME = Window.of(3).padding(1);

  private Blocks() {}

  /**
   * The basic block that keeps the size: 3×3 kernels.
   *
   * @param fields regular fields of the output
   * @return the block
   */
  public static UnaryOperator<NetBuilder> basic(int fields) {
    return basic(fields, SAME);
  }

  /**
   * The basic block of He et al., <i>Deep Residual Learning</i>, CVPR 2016, figure 2: correlation,
   * norm, ReLU, correlation, norm; the sum; ReLU. A shortcut that is no identity has a norm, too.
   *
   * @param fields regular fields of the output
   * @param first the first correlation's window, and with it the block's size formula; the second
   *     has kernel 3 and padding 1
   * @return the block
   * @throws IllegalArgumentException if the window's padding is more than half its extent
   */
  public static UnaryOperator<NetBuilder> basic(int fields, Window first) {
    Window aside = aside(first);
    return b ->
        b.residual(
                body ->
                    correlation(body, fields, first)
                        .batchNorm()
                        .relu()
                        .groupCorrelation(fields, SAME)
                        .batchNorm(),
                rest ->
                    isIdentity(rest, fields, aside)
                        ? rest
                        : correlation(rest, fields, aside).batchNorm())
            .relu();
  }

  /**
   * The pre-activation block that keeps the size: 3×3 kernels.
   *
   * @param fields regular fields of the output
   * @return the block
   */
  public static UnaryOperator<NetBuilder> preActivation(int fields) {
    return preActivation(fields, SAME);
  }

  /**
   * The block of He et al., <i>Identity Mappings in Deep Residual Networks</i>, ECCV 2016, figure
   * 1: norm, ReLU, correlation, norm, ReLU, correlation; the sum. A shortcut that is no identity
   * comes after the first norm and ReLU, as there.
   *
   * @param fields regular fields of the output
   * @param first the first correlation's window, and with it the block's size formula; the second
   *     has kernel 3 and padding 1
   * @return the block
   * @throws IllegalArgumentException if the window's padding is more than half its extent
   */
  public static UnaryOperator<NetBuilder> preActivation(int fields, Window first) {
    Window aside = aside(first);
    UnaryOperator<NetBuilder> rest =
        b -> correlation(b, fields, first).batchNorm().relu().groupCorrelation(fields, SAME);
    return b ->
        isIdentity(b, fields, aside)
            ? b.residual(body -> body.batchNorm().relu().block(rest))
            : b.batchNorm().relu().residual(rest, s -> correlation(s, fields, aside));
  }

  /**
   * The bottleneck that keeps the size: a 3×3 kernel in the middle.
   *
   * @param narrow regular fields in the middle, often a quarter of the output's
   * @param fields regular fields of the output
   * @return the block
   */
  public static UnaryOperator<NetBuilder> bottleneck(int narrow, int fields) {
    return bottleneck(narrow, fields, SAME);
  }

  /**
   * The bottleneck of He et al., <i>Deep Residual Learning</i>, figure 5: a correlation of kernel 1
   * to fewer fields, one in the middle, one of kernel 1 to more; norms after each and ReLU between;
   * the sum; ReLU. The stride is in the middle. A shortcut that is no identity has a norm, too.
   *
   * @param narrow regular fields in the middle, often a quarter of the output's
   * @param fields regular fields of the output
   * @param middle the middle correlation's window, and with it the block's size formula
   * @return the block
   * @throws IllegalArgumentException if the window's padding is more than half its extent
   */
  public static UnaryOperator<NetBuilder> bottleneck(int narrow, int fields, Window middle) {
    Window aside = aside(middle);
    return b ->
        b.residual(
                body ->
                    correlation(body, narrow, Window.of(1))
                        .batchNorm()
                        .relu()
                        .groupCorrelation(narrow, middle)
                        .batchNorm()
                        .relu()
                        .groupCorrelation(fields, 1)
                        .batchNorm(),
                rest ->
                    isIdentity(rest, fields, aside)
                        ? rest
                        : correlation(rest, fields, aside).batchNorm())
            .relu();
  }

  /** A correlation from whatever type there is. */
  static NetBuilder correlation(NetBuilder b, int fields, Window window) {
    boolean lifts = b.type().isTrivial() && !b.type().isRegular();
    return lifts ? b.lifting(fields, window) : b.groupCorrelation(fields, window);
  }

  private static boolean isIdentity(NetBuilder b, int fields, Window aside) {
    boolean sameSize = aside.equals(Window.of(1));
    return sameSize && b.type().isRegular() && b.type().fields() == fields;
  }

  /** The unpadded window that stands at the same places as a padded one. */
  private static Window aside(Window w) {
    int kernel = w.extent() - 2 * w.padding();
    if (kernel < 1) {
      throw new IllegalArgumentException(
          "a residual block's window covers more rows than its padding adds, unlike '" + w + "'");
    }
    return Window.of(kernel).stride(w.stride());
  }
}
