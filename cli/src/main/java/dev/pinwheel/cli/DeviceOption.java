package dev.pinwheel.cli;

import dev.pinwheel.nn.engine.ComputeDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option of commands that compute with a model. */
@Command
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description = "cpu, cuda, cuda:N or mps (default: ${DEFAULT-VALUE}).")
  private String device;

  /** Returns the device, or fails if it is unknown or not there. */
  ComputeDevice get() {
    return ComputeDevice.parse(device).requireAvailable();
  }

  /** Returns the device's name, once it is known to be there. */
  String name() {
    return get().toString();
  }
}
