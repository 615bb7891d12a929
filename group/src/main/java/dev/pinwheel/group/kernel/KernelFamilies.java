package dev.pinwheel.group.kernel;

import java.util.LinkedHashMap;
import java.util.Map;

/** The kernel families by name. */
public final class KernelFamilies {
  private static final String FORMS =
      "use grid, harmonic, interpolated, interpolated(cubic), or harmonic with one or both of its"
          + " numbers, such as harmonic(window=3, decay=1)";

  private KernelFamilies() {}

  /**
   * The family with a given name.
   *
   * <ul>
   *   <li>{@code grid}: {@link GridKernels}
   *   <li>{@code harmonic}, {@code harmonic(window=3, decay=1)}: {@link HarmonicKernels}; what is
   *       left out has its default
   *   <li>{@code interpolated} or {@code interpolated(bilinear)}, {@code interpolated(cubic)}:
   *       {@link InterpolatedKernels}
   * </ul>
   *
   * @param text such a name; blanks don't matter
   * @return the family; its {@link KernelFamily#name() name} parses to an equal one
   * @throws IllegalArgumentException if there is no such family, or none with such numbers; the
   *     message says what there is
   */
  public static KernelFamily parse(String text) {
    String name = text.replace(" ", "");
    if (name.startsWith(HarmonicKernels.WORD + "(") && name.endsWith(")")) {
      return harmonic(text, name.substring(HarmonicKernels.WORD.length() + 1, name.length() - 1));
    }
    return switch (name) {
      case "grid" -> new GridKernels();
      case HarmonicKernels.WORD -> new HarmonicKernels();
      case InterpolatedKernels.WORD, "interpolated(bilinear)" -> new InterpolatedKernels();
      case "interpolated(cubic)" -> new InterpolatedKernels(Interpolation.CUBIC);
      default -> throw unknown(text);
    };
  }

  private static KernelFamily harmonic(String text, String options) {
    HarmonicKernels usual = new HarmonicKernels();
    Map<String, String> numbers = new LinkedHashMap<>();
    numbers.put("window", "" + usual.window());
    numbers.put("decay", "" + usual.decay());
    for (String option : options.split(",", -1)) {
      String[] parts = option.split("=", 2);
      if (parts.length != 2 || numbers.replace(parts[0], parts[1]) == null) {
        throw unknown(text);
      }
    }
    try {
      return new HarmonicKernels(
          Integer.parseInt(numbers.get("window")), Double.parseDouble(numbers.get("decay")));
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException("there is no kernel family '" + text + "': " + FORMS);
  }
}
