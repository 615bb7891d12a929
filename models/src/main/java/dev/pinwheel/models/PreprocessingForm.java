package dev.pinwheel.models;

import dev.pinwheel.group.PointGroup;
import java.util.Optional;

/**
 * A sort of preprocessing before it is fitted to images, as it is typed and saved: {@code
 * standardise}, the default, for {@link Normalisation}; {@code whiten} for {@link Whitening};
 * {@code whiten(p4m)} for a whitening that commutes with a group.
 *
 * @param kind which of the two
 * @param group the group that the whitening commutes with, if there is one
 */
public record PreprocessingForm(Kind kind, Optional<PointGroup> group) {
  /** What is fitted. */
  public enum Kind {
    /** {@link Normalisation}. */
    STANDARDISE,
    /** {@link Whitening}. */
    WHITEN
  }

  /** Mean and deviation of the training set. */
  public static final PreprocessingForm STANDARDISE =
      new PreprocessingForm(Kind.STANDARDISE, Optional.empty());

  private static final String STANDARDISE_NAME = "standardise";
  private static final String WHITEN_NAME = "whiten";

  /**
   * Reads a string form.
   *
   * @param text one of the forms above
   * @return the form
   * @throws IllegalArgumentException if it is none of them
   */
  public static PreprocessingForm parse(String text) {
    String t = text.replace(" ", "");
    if (t.equals(STANDARDISE_NAME)) {
      return STANDARDISE;
    }
    if (t.equals(WHITEN_NAME)) {
      return new PreprocessingForm(Kind.WHITEN, Optional.empty());
    }
    if (t.startsWith(WHITEN_NAME + "(") && t.endsWith(")")) {
      String group = t.substring(WHITEN_NAME.length() + 1, t.length() - 1);
      return new PreprocessingForm(Kind.WHITEN, Optional.of(PointGroup.parse(group)));
    }
    throw new IllegalArgumentException(
        "unknown preprocessing '" + text + "': use standardise, whiten or whiten(p4m)");
  }

  /**
   * Whether it is a whitening.
   *
   * @return whether its kind is {@link Kind#WHITEN}
   */
  public boolean isWhitening() {
    return kind == Kind.WHITEN;
  }

  @Override
  public String toString() {
    return isWhitening()
        ? WHITEN_NAME + group.map(g -> "(" + g + ")").orElse("")
        : STANDARDISE_NAME;
  }
}
