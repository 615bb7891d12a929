/**
 * Labelled images in memory, and the small tools that data sets share.
 *
 * <p>Read in this order: {@link dev.pinwheel.data.LabelledImages} is an immutable set of images
 * with their labels, {@link dev.pinwheel.data.TrainTest} a pair of such sets with their origin,
 * {@link dev.pinwheel.data.DataSource} something that yields such a pair from the folders of {@link
 * dev.pinwheel.data.DataLocations}. Every failure is a {@link dev.pinwheel.data.DataException}.
 *
 * <p>An image of shape {@code [channels, height, width]} is stored channel by channel and row by
 * row: pixel {@code (c, i, j)} is element {@code (c·height + i)·width + j}, row 0 at the top.
 */
package dev.pinwheel.data;
