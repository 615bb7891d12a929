/**
 * Nets by name or from a file, and models of them as files.
 *
 * <p>{@link dev.pinwheel.models.Nets} has nets by name, published ones and some of Pinwheel's own,
 * for any image size that their size rule allows; those of the rotated MNIST table end in one
 * pixel, as a classifier must, for images of 28×28 only. {@link dev.pinwheel.models.NetFile}
 * describes a net as JSON, {@link dev.pinwheel.models.SavedModel} joins a net, its numbers and its
 * {@link dev.pinwheel.models.Preprocessing}.
 */
package dev.pinwheel.models;
