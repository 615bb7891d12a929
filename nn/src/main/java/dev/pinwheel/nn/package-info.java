/**
 * Nets: put together layer by layer, checked when built, held with their numbers as a {@link
 * dev.pinwheel.nn.Model}.
 *
 * <p>The talk's steps read as they are said: an image is lifted to the group, correlated over it,
 * and projected back.
 *
 * <pre>{@code
 * Net net =
 *     Net.images(PointGroup.parse("C4"), 1, 28, 28)
 *         .lifting(10, 3).batchNorm().relu()
 *         .groupCorrelation(10, 3).batchNorm().relu()
 *         .maxPool(2)
 *         .groupCorrelation(10, 12)
 *         .projection(Reduction.MAX)
 *         .build();
 * }</pre>
 */
package dev.pinwheel.nn;
