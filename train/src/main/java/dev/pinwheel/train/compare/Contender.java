package dev.pinwheel.train.compare;

import dev.pinwheel.data.Suggestions;
import dev.pinwheel.group.PointGroup;
import java.util.List;

/**
 * A net of a comparison.
 *
 * @param name for people and folders: {@code z2}, {@code z2-rotated}, or the group's
 * @param group the group's name; C1 for a plain net
 * @param augmentation of its training images
 */
public record Contender(String name, String group, String augmentation) {
  /** A plain net. */
  public static final Contender PLAIN = new Contender("z2", "C1", "none");

  /** A plain net that is shown the training images turned by any angle. */
  public static final Contender ROTATED = new Contender("z2-rotated", "C1", "rotate(180)");

  private static final List<String> KNOWN = List.of("z2", "z2-rotated", "p4", "p4m", "C8", "D8");

  /**
   * Reads a name.
   *
   * @param name {@code z2}, {@code z2-rotated}, or a group's name such as {@code p4}
   * @return the contender
   * @throws IllegalArgumentException if it is none of them
   */
  public static Contender parse(String name) {
    if (name.equals(PLAIN.name)) {
      return PLAIN;
    }
    if (name.equals(ROTATED.name)) {
      return ROTATED;
    }
    try {
      return new Contender(name, PointGroup.parse(name).toString(), "none");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(Suggestions.unknown("contender", name, KNOWN), e);
    }
  }

  /**
   * Whether its net is plain.
   *
   * @return whether its group has one element
   */
  public boolean hasPlainNet() {
    return PointGroup.parse(group).order() == 1;
  }
}
