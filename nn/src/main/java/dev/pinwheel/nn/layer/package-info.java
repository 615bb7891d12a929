/**
 * The layers of group-equivariant nets.
 *
 * <p>{@link dev.pinwheel.nn.layer.LiftingCorrelation}, {@link
 * dev.pinwheel.nn.layer.GroupCorrelation} and {@link dev.pinwheel.nn.layer.Projection} are the
 * talk's three; they share one formula. All correlate rather than convolve, as the talk and every
 * framework do; {@link dev.pinwheel.nn.layer.Plain} offers both for the trivial group.
 */
package dev.pinwheel.nn.layer;
