/**
 * Group correlations in the Fourier domain of the group, where they take fewer products than the
 * dense correlation that their expanded filters make: 6 instead of 16 for each pair of fields and
 * each tap over C4, 12 instead of 64 over D4.
 *
 * <p>What stands under the taps of all orientations falls into orbits of the group, one for each
 * tap, and a group correlation is a correlation over the group on each of them. {@link
 * dev.pinwheel.nn.fourier.TapOrbits} says what is where, {@link dev.pinwheel.nn.fourier.Strip} how
 * it is laid out, {@link dev.pinwheel.nn.fourier.PatchSpectrum} and {@link
 * dev.pinwheel.nn.fourier.MapSpectrum} transform in loops over rows of pixels, and {@link
 * dev.pinwheel.nn.fourier.TallProducts} multiplies. {@link
 * dev.pinwheel.nn.fourier.FourierCorrelation} puts them together.
 */
package dev.pinwheel.nn.fourier;
