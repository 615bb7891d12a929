/**
 * Predictions from files: {@link dev.pinwheel.train.predict.Predictor} decodes in parallel while
 * the model computes, and {@link dev.pinwheel.train.predict.PredictionWriter} writes what comes
 * out.
 */
package dev.pinwheel.train.predict;
