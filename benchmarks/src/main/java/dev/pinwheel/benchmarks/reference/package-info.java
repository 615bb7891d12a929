/**
 * What Pinwheel is compared with: the same nets in plain LibTorch, as the Python libraries compute
 * them.
 *
 * <p>Maps are float32, contiguous, [images, fields·|H|, height, width] with channel = field·|H| +
 * orientation. Filters are expanded in every forward pass, the convolution is LibTorch's, batch
 * norm works on the view [images, fields, |H|, height, width], and gradients are autograd's. Beside
 * it stands the ordinary net of the expanded width, with as many multiplications and no symmetry.
 */
package dev.pinwheel.benchmarks.reference;
