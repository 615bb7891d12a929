/**
 * Training: from a configuration and a data set to a run folder that tells all about itself.
 *
 * <p>Everything random is drawn from the run's seed and the place in the run (epoch, step, image),
 * never from a state carried along; so a run that is stopped after any epoch and resumed goes the
 * same way, bit for bit, as one that was not.
 *
 * <p>Batches are made on a background thread while the net works on earlier ones; it ends with the
 * pass over the images, however that ends.
 */
package dev.pinwheel.train;
