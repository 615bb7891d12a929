/**
 * Kernels on R<sup>d</sup> that a point group turns: families of functions with free coefficients,
 * sampled on the taps of a filter.
 *
 * <p>A kernel is k = Σ<sub>j</sub> w<sub>j</sub> e<sub>j</sub>. A family ({@link
 * dev.pinwheel.group.kernel.KernelFamily}) chooses the functions e<sub>j</sub>; for a group and a
 * number of taps it yields a table of (L<sub>h</sub> e<sub>j</sub>)(y) =
 * e<sub>j</sub>(h<sup>-1</sup>y) for all elements h and taps y ({@link
 * dev.pinwheel.group.kernel.KernelBasis}), so that a turned kernel has the same coefficients:
 * L<sub>h</sub> k = Σ<sub>j</sub> w<sub>j</sub> L<sub>h</sub> e<sub>j</sub>.
 */
package dev.pinwheel.group.kernel;
