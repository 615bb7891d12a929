package dev.pinwheel.data.augment;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Suggestions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text form of augmentations. */
final class AugmentationParser {
  private static final Pattern STEP =
      Pattern.compile("([a-z]+)\\(\\s*([^(),\\s]+)\\s*(?:,\\s*([a-z]+)\\s*)?\\)");
  private static final List<String> NAMES =
      List.of("none", "rotate", "flip", "shift", "scale", "shear", "elastic", "resample");

  /** The steps that take a second word, and which. */
  private static final Map<String, String> WORDS = Map.of("shift", "subpixel", "scale", "peraxis");

  private final String text;

  private AugmentationParser(String text) {
    this.text = text;
  }

  /** Reads a whole text other than {@code none}. */
  static Augmentation augmentation(String text) {
    return new AugmentationParser(text).read();
  }

  private Augmentation read() {
    List<AugmentationStep> steps = new ArrayList<>();
    String[] parts = text.split("\\+", -1);
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i].strip();
      Matcher matcher = match(part);
      if (!matcher.group(1).equals("resample")) {
        steps.add(step(part, matcher));
      } else if (i == 0 || i < parts.length - 1) {
        throw new DataException(
            "augmentation \"" + text + "\": write " + part + " once, after all steps");
      } else {
        return new Augmentation(steps, resampling(matcher.group(2)));
      }
    }
    return new Augmentation(steps);
  }

  private Matcher match(String part) {
    Matcher matcher = STEP.matcher(part);
    if (!matcher.matches()
        || (matcher.group(3) != null && !matcher.group(3).equals(WORDS.get(matcher.group(1))))) {
      throw new DataException(
          "augmentation \""
              + text
              + "\": \""
              + part
              + "\" is no step; write none, or steps such as"
              + " rotate(180), flip(horizontal), shift(2), shift(1.5,subpixel), scale(1.2),"
              + " scale(1.2,peraxis), shear(10), elastic(1) joined by +");
    }
    return matcher;
  }

  private static AugmentationStep step(String step, Matcher matcher) {
    String argument = matcher.group(2);
    boolean word = matcher.group(3) != null;
    return switch (matcher.group(1)) {
      case "rotate" -> new AugmentationStep.Rotate(number(argument, step));
      case "flip" -> new AugmentationStep.Mirror(side(argument));
      case "shift" ->
          new AugmentationStep.Shift(
              number(argument, step), word ? ShiftSteps.SUBPIXEL : ShiftSteps.WHOLE);
      case "scale" ->
          new AugmentationStep.Scale(
              number(argument, step), word ? ScaleAxes.EACH : ScaleAxes.TOGETHER);
      case "shear" -> new AugmentationStep.Shear(number(argument, step));
      case "elastic" -> new AugmentationStep.Elastic(number(argument, step));
      default ->
          throw new DataException(Suggestions.unknown("augmentation", matcher.group(1), NAMES));
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

  private static Resampling resampling(String argument) {
    return switch (argument) {
      case "bilinear" -> Resampling.BILINEAR;
      case "cubic" -> Resampling.CUBIC;
      default ->
          throw new DataException(
              Suggestions.unknown("resampling", argument, List.of("bilinear", "cubic")));
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
