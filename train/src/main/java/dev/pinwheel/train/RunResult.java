package dev.pinwheel.train;

import java.util.List;

/**
 * What {@code result.json} says: the last epoch's model on the test images.
 *
 * @param net the net's name
 * @param seed of everything random
 * @param epochs passes over the training images
 * @param testImages how many there were
 * @param testWrong how many were predicted wrongly
 * @param testError the fraction
 * @param testLoss mean cross-entropy, in nats
 * @param confusion counts by true class, then by predicted class
 * @param trainingSeconds wall-clock time of all epochs
 * @param weightsSha256 hash of {@code weights.safetensors}
 */
public record RunResult(
    String net,
    long seed,
    int epochs,
    int testImages,
    int testWrong,
    double testError,
    double testLoss,
    List<List<Integer>> confusion,
    double trainingSeconds,
    String weightsSha256) {}
