/**
 * The thin seam to LibTorch: devices, precisions, and the few tensor helpers the layers share, and
 * the settings of the process that LibTorch needs to be fast.
 *
 * <p>Native memory: every tensor made inside a {@link org.bytedeco.javacpp.PointerScope} is freed
 * when the scope closes, unless {@link dev.pinwheel.nn.engine.Tensors#keep} took a reference to it.
 */
package dev.pinwheel.nn.engine;
