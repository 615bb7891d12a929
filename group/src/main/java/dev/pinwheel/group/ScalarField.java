package dev.pinwheel.group;

/**
 * A function on R<sup>d</sup>, such as an image before it is sampled.
 *
 * <p>Groups that act on points act on it by L<sub>g</sub>: {@link TranslationGroup#leftRegular} and
 * {@link AffineGroup#leftRegular}.
 */
@FunctionalInterface
public interface ScalarField {

  /**
   * The value at a point.
   *
   * @param point a point x
   * @return f(x)
   */
  double at(Vector point);
}
