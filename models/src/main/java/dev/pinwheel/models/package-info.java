/**
 * Nets by name, published ones and some of Pinwheel's own, for any image size that their size rule
 * allows. Those of the rotated MNIST table end in one pixel, as a classifier must, for images of
 * 28×28 only.
 */
package dev.pinwheel.models;
