package dev.pinwheel.train;

import dev.pinwheel.data.ImageRecipe;

/**
 * What {@code sweep.json} says: a configuration run over several seeds.
 *
 * @param config the first seed's configuration
 * @param seeds how many, upwards from its seed
 * @param images how the images were made of one's own files; null for a data set by name
 */
public record SweepRecord(TrainConfig config, int seeds, ImageRecipe images) {}
