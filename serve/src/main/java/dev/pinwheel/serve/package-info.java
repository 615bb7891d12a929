/**
 * A model behind HTTP: {@link dev.pinwheel.serve.PredictionServer} has a page on which an image is
 * turned while its prediction holds still, and an endpoint for predictions with limits on what a
 * client may ask for.
 */
package dev.pinwheel.serve;
