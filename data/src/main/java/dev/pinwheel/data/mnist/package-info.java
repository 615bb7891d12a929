/**
 * MNIST and its rotated variant: the files' formats, where they come from, how they are made.
 *
 * <p>{@link dev.pinwheel.data.mnist.Mnist} finds or fetches the digits, {@link
 * dev.pinwheel.data.mnist.RotatedMnist} regenerates rotated MNIST from them, and {@link
 * dev.pinwheel.data.mnist.RotatedMnistAmat} reads the official rotated files of a user who has
 * them. The last two are different data: never compare errors on them as if they were the same.
 */
package dev.pinwheel.data.mnist;
