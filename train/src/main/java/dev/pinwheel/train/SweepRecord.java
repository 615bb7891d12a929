package dev.pinwheel.train;

/**
 * What {@code sweep.json} says: a configuration run over several seeds.
 *
 * @param config the first seed's configuration
 * @param seeds how many, upwards from its seed
 */
public record SweepRecord(TrainConfig config, int seeds) {}
