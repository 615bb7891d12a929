/** Speed and memory of Pinwheel, measured beside plain LibTorch on the machine at hand. */
package dev.pinwheel.benchmarks;
