/**
 * What flows between layers: a type (group, kinds of fields, how many) and a map of that type.
 *
 * <p>Most fields are functions on the cosets H/K of a subgroup K of the point group H, at every
 * pixel: an image channel is one for K = H (trivial), a feature of a lifted map one for K = {e}
 * (regular), what a projection over K leaves is a quotient field. An element g of H acts on all of
 * them alike, from the left:
 *
 * <pre>  (L_g f)(x, hK) = f(g⁻¹x, g⁻¹hK).</pre>
 *
 * <p>Others transform by an irreducible representation ρ: {@code (L_g f)(x) = ρ(g) f(g⁻¹x)}. Kinds
 * may stand side by side, each with a block of channels of its own.
 */
package dev.pinwheel.nn.feature;
