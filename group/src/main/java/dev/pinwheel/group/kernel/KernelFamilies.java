package dev.pinwheel.group.kernel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kernel families by name. */
public final class KernelFamilies {
  private static final Map<String, KernelFamily> FAMILIES = families();

  private KernelFamilies() {}

  private static Map<String, KernelFamily> families() {
    Map<String, KernelFamily> families = new LinkedHashMap<>();
    for (KernelFamily family :
        List.of(
            new GridKernels(),
            new InterpolatedKernels(),
            new InterpolatedKernels(Interpolation.CUBIC))) {
      families.put(family.name(), family);
    }
    families.put("interpolated(bilinear)", new InterpolatedKernels());
    return families;
  }

  /**
   * The family with a given name.
   *
   * <ul>
   *   <li>{@code grid}: {@link GridKernels}
   *   <li>{@code interpolated} or {@code interpolated(bilinear)}, {@code interpolated(cubic)}:
   *       {@link InterpolatedKernels}
   * </ul>
   *
   * @param text one of these names; blanks around words don't matter
   * @return the family; its {@link KernelFamily#name() name} parses to an equal one
   * @throws IllegalArgumentException if there is no such family; the message lists what there is
   */
  public static KernelFamily parse(String text) {
    KernelFamily family = FAMILIES.get(text.replace(" ", ""));
    if (family == null) {
      throw new IllegalArgumentException(
          "there is no kernel family '" + text + "': use " + String.join(", ", FAMILIES.keySet()));
    }
    return family;
  }
}
