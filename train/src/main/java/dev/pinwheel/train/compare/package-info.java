/**
 * Does symmetry help on these images? {@link dev.pinwheel.train.compare.Comparison} trains plain
 * and equivariant nets of one number of parameters for one time, on fractions of the images and
 * over seeds, and says what came out.
 */
package dev.pinwheel.train.compare;
