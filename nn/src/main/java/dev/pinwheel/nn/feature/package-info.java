/**
 * What flows between layers: a type (group, kind of field, how many) and a map of that type.
 *
 * <p>A field here is a function on the cosets H/K of a subgroup K of the point group H, at every
 * pixel: an image channel is one for K = H (trivial), a feature of a lifted map one for K = {e}
 * (regular), what a projection over K leaves is a quotient field. An element g of H acts on all of
 * them alike, from the left:
 *
 * <pre>  (L_g f)(x, hK) = f(g⁻¹x, g⁻¹hK).</pre>
 */
package dev.pinwheel.nn.feature;
