/**
 * Small programs that use Pinwheel as a library, each complete in one file.
 *
 * <p>Read them in this order: {@link dev.pinwheel.examples.P4Cnn} builds a net, {@link
 * dev.pinwheel.examples.ProveSymmetry} checks one and shows what the size rule refuses, {@link
 * dev.pinwheel.examples.TrainOnYourImages} trains on images of one's own, {@link
 * dev.pinwheel.examples.OwnLayer} adds a layer; {@link dev.pinwheel.examples.Se2} and {@link
 * dev.pinwheel.examples.CustomGroup} are about groups alone.
 */
package dev.pinwheel.examples;
