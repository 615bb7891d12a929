/**
 * The Fourier transform of functions on a finite group, which turns a correlation over the group
 * into products of small matrices, one for each irreducible representation.
 *
 * <p>It is what makes a correlation with regular fields cheaper than the dense one of the same
 * width. Over D4 a dense correlation multiplies a matrix of 8·8 numbers for each pair of fields and
 * each tap; in the Fourier domain there are four of 1·1 and one of 2·2, which is applied to two
 * columns: 12 products instead of 64. Over C4 it is 6 instead of 16.
 *
 * <p>See "Mathematical Preliminary: Representation" of the talk for irreducible representations,
 * and Diaconis and Rockmore (1990), "Efficient computation of the Fourier transform on finite
 * groups".
 */
package dev.pinwheel.group.fourier;
