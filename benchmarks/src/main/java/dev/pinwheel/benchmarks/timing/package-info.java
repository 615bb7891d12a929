/**
 * How times are taken: contestants in turn, medians with spread, and the machine's own limits.
 *
 * <p>What competes runs in one process and one run, a round of each after the other, so that
 * whatever slows the machine slows all of them.
 */
package dev.pinwheel.benchmarks.timing;
