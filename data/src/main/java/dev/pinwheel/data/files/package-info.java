/**
 * Images of one's own, from files: PNG, JPEG, TIFF and BMP, grey or colour, of 8 or 16 bits.
 *
 * <p>{@link dev.pinwheel.data.files.OwnImages} goes from a folder or a CSV to a training and a test
 * set: a {@link dev.pinwheel.data.files.Listing} says which files there are, a {@link
 * dev.pinwheel.data.files.Look} what is wrong with them, a {@link
 * dev.pinwheel.data.files.StratifiedSplit} which are held out. {@link
 * dev.pinwheel.data.files.Intake} makes one file what a net takes, in training and afterwards; it
 * trusts no file: sizes are read before pixels are decoded.
 */
package dev.pinwheel.data.files;
