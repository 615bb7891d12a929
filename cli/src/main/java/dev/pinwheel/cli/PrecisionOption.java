package dev.pinwheel.cli;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.PrecisionChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option of commands that train or predict. */
@Command
final class PrecisionOption {
  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = PrecisionChoice.AUTO,
      description = {
        "What to compute in: float32, bf16, float64, or auto for the faster of float32 and bf16 on"
            + " this processor. Weights are kept in float32 at least (default: ${DEFAULT-VALUE})."
      })
  private String precision;

  /** Returns the choice, measured if it is left to the program; fails if it is misspelt. */
  PrecisionChoice get(ComputeDevice device) {
    return PrecisionChoice.of(precision, device);
  }
}
