package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Contestant;
import dev.pinwheel.nn.engine.Precision;
import java.util.function.IntFunction;

/** Who takes part in a case, by name and precision; starts on a number of images. */
record Entrant(String name, Precision precision, IntFunction<Contestant> start) {
  /** The library's own nets. */
  static final String PINWHEEL = "pinwheel";

  /** The same function in plain LibTorch. */
  static final String REFERENCE = "reference";

  /** The ordinary convolution of the expanded width. */
  static final String PLAIN = "plain";

  /** Nothing but the convolutions of Pinwheel's step. */
  static final String CONVOLUTIONS = "convolutions alone";
}
