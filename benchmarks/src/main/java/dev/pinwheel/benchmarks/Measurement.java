package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Spread;

/**
 * The time of a step.
 *
 * @param section the part of the page
 * @param name the case's
 * @param contestant {@code pinwheel}, {@code reference}, {@code plain}, or {@code convolutions
 *     alone}
 * @param precision what it computes in
 * @param threads how many LibTorch may use
 * @param millis milliseconds of a step, over the rounds
 * @param ofReference the median over the reference's; null for convolutions alone
 * @param target what that fraction should be at most, on a processor with AMX; null where none is
 *     set
 * @param gigaflops multiplications and additions with weights, forward and backward, in 10⁹ a
 *     second
 * @param ofPeak that over the machine's matrix product in the same precision
 */
public record Measurement(
    Section section,
    String name,
    String contestant,
    String precision,
    int threads,
    Spread millis,
    Double ofReference,
    Double target,
    double gigaflops,
    double ofPeak) {}
