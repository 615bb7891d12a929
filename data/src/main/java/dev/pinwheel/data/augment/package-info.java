/**
 * Geometric augmentation of images: affine and elastic maps, resampling, random choices by counter.
 *
 * <p>Conventions: a point has its origin at the centre of the pixel grid, x to the right and y
 * upwards, in pixels; a positive angle turns counter-clockwise as seen. Outside its grid an image
 * is zero.
 */
package dev.pinwheel.data.augment;
