/**
 * A net by plain operators on dense tensors, such as any runtime has them: correlations with
 * expanded filters, pooling, arithmetic, and moving of values.
 *
 * <p>Layers describe themselves in it ({@link dev.pinwheel.nn.module.Layer#describe}), as inference
 * computes them; exported files are made of it. It knows nothing of groups, of LibTorch, or of any
 * file format.
 *
 * <p>Shapes here leave out the first axis, that of the images, which may be of any length: what a
 * net calls [images, channels, height, width] has the shape [channels, height, width]. Channels are
 * group-major as in {@link dev.pinwheel.nn.feature.FeatureMap#channels}.
 */
package dev.pinwheel.nn.dense;
