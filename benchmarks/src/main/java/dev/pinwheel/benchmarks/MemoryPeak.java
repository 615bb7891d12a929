package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Spread;

/**
 * The memory of a training step.
 *
 * @param name the case's
 * @param contestant {@code pinwheel}, {@code reference} or {@code plain}
 * @param precision what it computes in
 * @param threads how many LibTorch used
 * @param mebibytes the process's peak less what it held before the first step, in MiB, over several
 *     processes
 * @param ofPlain the median over the plain net's
 */
public record MemoryPeak(
    String name,
    String contestant,
    String precision,
    int threads,
    Spread mebibytes,
    double ofPlain) {}
