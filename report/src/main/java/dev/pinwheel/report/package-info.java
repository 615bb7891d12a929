/**
 * All about a trained model on one page: how it was trained, what it confuses, the proof of its
 * symmetry, what its feature maps do when an image is turned, what it costs, and where it is from.
 *
 * <p>{@link dev.pinwheel.report.RunReport} gathers and measures, {@code dev.pinwheel.report.page}
 * knows how a page is written down, {@code dev.pinwheel.report.picture} how it is drawn. What is
 * missing, such as the images of a run that were moved since, is said in its place. The same model,
 * run and images give the same page, but for the time in its last line.
 */
package dev.pinwheel.report;
