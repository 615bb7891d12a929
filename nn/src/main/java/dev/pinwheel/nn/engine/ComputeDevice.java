package dev.pinwheel.nn.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * Where tensors live and are computed with: {@code cpu}, {@code cuda}, {@code cuda:1}, {@code mps}.
 *
 * @param kind the sort of device
 * @param index which one of its sort, from 0
 */
public record ComputeDevice(Kind kind, int index) {
  /** The processor that runs the JVM. */
  public static final ComputeDevice CPU = new ComputeDevice(Kind.CPU, 0);

  private static final Pattern FORM = Pattern.compile("(cpu|cuda|mps)(?::(\\d{1,3}))?");

  /** The sorts of device LibTorch computes on. */
  public enum Kind {
    /** The host's processor. */
    CPU,
    /** An NVIDIA card; needs the natives with CUDA. */
    CUDA,
    /** Apple's Metal; in the natives for macOS. */
    MPS
  }

  /**
   * Reads a device's string form.
   *
   * @param text {@code cpu}, {@code cuda}, {@code mps}, or {@code cuda:N} for the card numbered N
   * @return the device, which {@link #requireAvailable} may still refuse
   * @throws IllegalArgumentException if the text is none of these
   */
  public static ComputeDevice parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "unknown device '" + text + "': use cpu, cuda, cuda:N or mps");
    }
    Kind kind = Kind.valueOf(m.group(1).toUpperCase(java.util.Locale.ROOT));
    int index = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
    if (kind != Kind.CUDA && index != 0) {
      throw new IllegalArgumentException(
          "device '" + text + "' has a number: there is one " + m.group(1) + " only");
    }
    return new ComputeDevice(kind, index);
  }

  /**
   * Fails early, and in words, where this machine or these natives lack the device.
   *
   * @return this device
   * @throws IllegalArgumentException if LibTorch cannot use the device
   */
  public ComputeDevice requireAvailable() {
    boolean there =
        switch (kind) {
          case CPU -> true;
          case CUDA -> torch.cuda_is_available();
          case MPS -> torch.hasMPS();
        };
    if (!there) {
      throw new IllegalArgumentException(
          "device '"
              + this
              + "' is not available: "
              + (kind == Kind.CUDA
                  ? "build with -Djavacpp.platform.extension=-gpu where CUDA and a card are installed"
                  : "Metal needs macOS")
              + ", or use --device cpu");
    }
    return this;
  }

  /**
   * LibTorch's own handle.
   *
   * @return a new handle, owned by the innermost scope
   */
  public Device handle() {
    return switch (kind) {
      case CPU -> new Device(DeviceType.CPU);
      case CUDA -> new Device(DeviceType.CUDA, (byte) index);
      case MPS -> new Device(DeviceType.MPS);
    };
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT);
    return index == 0 ? name : name + ":" + index;
  }
}
