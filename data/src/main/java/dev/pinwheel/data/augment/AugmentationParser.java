package dev.pinwheel.data.augment;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Suggestions;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of augmentation steps. */
final class AugmentationParser {
  private static final Pattern STEP =
      Pattern.compile("([a-z]+)\\(\\s*([^(),\\s]+)\\s*(,\\s*subpixel)?\\s*\\)");

  private AugmentationParser() {}

  /** Reads one step; the whole text is for messages. */
  static AugmentationStep step(String step, String text) {
    Matcher matcher = STEP.matcher(step);
    if (!matcher.matches() || (matcher.group(3) != null && !matcher.group(1).equals("shift"))) {
      throw new DataException(
          "augmentation \""
              + text
              + "\": \""
              + step
              + "\" is no step; write none, or steps such as"
              + " rotate(180), flip(horizontal), shift(2), shift(1.5,subpixel) joined by +");
    }
    String argument = matcher.group(2);
    ShiftSteps steps = matcher.group(3) == null ? ShiftSteps.WHOLE : ShiftSteps.SUBPIXEL;
    return switch (matcher.group(1)) {
      case "rotate" -> new AugmentationStep.Rotate(number(argument, step));
      case "flip" -> new AugmentationStep.Mirror(side(argument));
      case "shift" -> new AugmentationStep.Shift(number(argument, step), steps);
      default ->
          throw new DataException(
              Suggestions.unknown(
                  "augmentation", matcher.group(1), List.of("none", "rotate", "flip", "shift")));
    };
  }

  private static Flip side(String argument) {
    return switch (argument) {
      case "horizontal" -> Flip.HORIZONTAL;
      case "vertical" -> Flip.VERTICAL;
      default ->
          throw new DataException(
              Suggestions.unknown("flip", argument, List.of("horizontal", "vertical")));
    };
  }

  private static double number(String argument, String step) {
    try {
      return new BigDecimal(argument).doubleValue();
    } catch (NumberFormatException e) {
      throw new DataException("\"" + step + "\": \"" + argument + "\" is no number", e);
    }
  }
}
