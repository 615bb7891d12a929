/**
 * Groups, their actions on points and grids, and their real representations, in plain Java.
 *
 * <p>Read it in this order: {@link dev.pinwheel.group.Group} and its axioms ({@link
 * dev.pinwheel.group.GroupAxioms}); {@link dev.pinwheel.group.FiniteGroup} and {@link
 * dev.pinwheel.group.PointGroup}, which come with {@link dev.pinwheel.group.Subgroup}, {@link
 * dev.pinwheel.group.Cosets} and {@link dev.pinwheel.group.ConjugacyClasses}; {@link
 * dev.pinwheel.group.Grid}, on which point groups act; {@link dev.pinwheel.group.TranslationGroup}
 * and {@link dev.pinwheel.group.AffineGroup}, which act on all of R<sup>d</sup>; and {@link
 * dev.pinwheel.group.Representation}, {@link dev.pinwheel.group.Irreps} and {@link
 * dev.pinwheel.group.LeftRegular}.
 *
 * <h2>Convention</h2>
 *
 * <p>It is stated here once; every other class follows it.
 *
 * <ul>
 *   <li>Groups act from the left, and functions transform by <b>(L<sub>g</sub> f)(x) =
 *       f(g<sup>-1</sup>·x)</b>, so that L<sub>g'</sub> L<sub>g</sub> = L<sub>g'g</sub>.
 *   <li>Points of R<sup>d</sup> are columns of coordinates. In the plane x points right, y points
 *       up, and the rotation by θ is counter-clockwise as seen.
 *   <li>Elements of a finite group are the integers 0 … order − 1, and 0 is the identity.
 *   <li>In C<sub>N</sub> the element k is the rotation by 2πk/N. In D<sub>N</sub>, of order 2N, the
 *       element eN + k is r<sup>k</sup>s<sup>e</sup>, where s is (x, y) ↦ (−x, y), the flip of left
 *       and right. Matrices of multiples of 90° have entries that are exactly 0, 1 or −1.
 *   <li>A grid has sizes (n<sub>1</sub>, …, n<sub>d</sub>) in the order of a tensor's axes (rows,
 *       then columns) and its origin in its centre. Coordinate 1 (x) runs along the last axis and
 *       grows with the index; coordinate 2 (y) runs along the second-to-last axis and shrinks with
 *       the index, since rows go down; coordinate 3 (z) runs along the third-to-last axis and grows
 *       with the index. Along an axis of size n the index i lies at ±(i − (n − 1)/2).
 *   <li>Hence L<sub>g</sub> for the rotation by 90° is what NumPy calls {@code rot90}.
 *   <li>Cosets are left cosets gK, and K itself is coset 0.
 * </ul>
 *
 * <p>Every class is immutable and safe to share between threads. Wrong arguments are answered with
 * {@link java.lang.IllegalArgumentException}, whose message quotes the value and says what to do.
 *
 * <p>Sources: W. Gao, <i>Symmetries in ML Models and Group Equivariance</i> (talk, Stony Brook
 * University), "the talk" below, whose slides are quoted by title; T. Cohen and M. Welling,
 * <i>Group Equivariant Convolutional Networks</i>, ICML 2016; J.-P. Serre, <i>Linear
 * Representations of Finite Groups</i>, Springer 1977.
 */
package dev.pinwheel.group;
