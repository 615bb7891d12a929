/**
 * What a layer is: typed input and output, parameters, size rule, and one forward pass.
 *
 * <p>A {@link dev.pinwheel.nn.module.Layer} is structure only and immutable; its numbers live in
 * {@link dev.pinwheel.nn.module.Weights}, so that one net can be held in several precisions, on
 * several devices, or at several moments of its training.
 */
package dev.pinwheel.nn.module;
