/**
 * The proof of symmetry: how far {@code Φ(L_g f)} and {@code L_g Φ(f)} lie apart, for every layer
 * and the whole net, over all elements of a group, for values and derivatives.
 *
 * <p>The error of two maps a and b is {@code ‖a − b‖ / max(‖a‖, ‖b‖)} in the Euclidean norm, image
 * by image; reports give the largest over images and elements.
 */
package dev.pinwheel.nn.check;
