/**
 * Equivariance at any angle: how far {@code Φ(L_θ f)} and {@code L_θ Φ(f)} lie apart when θ need
 * not map the pixel grid onto itself.
 *
 * <p>{@link dev.pinwheel.nn.check.EquivarianceCheck} proves symmetry under elements that permute
 * pixels. Between them there is no exact turn of a sampled image, so here
 *
 * <ul>
 *   <li>the image is a formula ({@link dev.pinwheel.nn.check.angle.SmoothImages}), whose turned
 *       form is sampled anew: no resampling, no error;
 *   <li>a map is turned by a quintic spline ({@link dev.pinwheel.nn.check.angle.QuinticSpline}) and
 *       compared inside a disc ({@link dev.pinwheel.nn.check.angle.Disc}), since a square's corners
 *       leave it. The spline's own error, about 10<sup>-4</sup> on smooth maps, is a floor under
 *       what is measured; at multiples of 90° there is none.
 * </ul>
 *
 * <p>Angles are in degrees, counter-clockwise as seen, about the grid's centre.
 */
package dev.pinwheel.nn.check.angle;
