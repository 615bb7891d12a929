package dev.pinwheel.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the learning rate changes over epochs, as a factor on the initial rate. String forms, printed
 * back as typed:
 *
 * <ul>
 *   <li>{@code constant}
 *   <li>{@code step(200,250,300;0.1)}: times 0.1 after 200, 250 and 300 epochs
 *   <li>{@code exponential(15;0.8)}: constant for 15 epochs, then times 0.8 an epoch
 *   <li>{@code cosine}: half a cosine wave from 1 down to 0 at the last epoch's end
 * </ul>
 */
public final class Schedule {
  /** The rate stays. */
  public static final Schedule CONSTANT = new Schedule("constant", Shape.CONSTANT, List.of(), 1);

  private enum Shape {
    CONSTANT,
    STEP,
    EXPONENTIAL,
    COSINE
  }

  private final String text;
  private final Shape shape;
  private final List<Integer> epochs;
  private final double factor;

  private Schedule(String text, Shape shape, List<Integer> epochs, double factor) {
    this.text = text;
    this.shape = shape;
    this.epochs = epochs;
    this.factor = factor;
  }

  /**
   * Reads a string form.
   *
   * @param text one of the forms above
   * @return the schedule
   * @throws IllegalArgumentException if it is none of them
   */
  public static Schedule parse(String text) {
    String t = text.replace(" ", "");
    if (t.equals("constant")) {
      return CONSTANT;
    }
    if (t.equals("cosine")) {
      return new Schedule(t, Shape.COSINE, List.of(), 0);
    }
    try {
      if (t.startsWith("step(") && t.endsWith(")")) {
        return withArguments(t, Shape.STEP);
      }
      if (t.startsWith("exponential(") && t.endsWith(")")) {
        Schedule schedule = withArguments(t, Shape.EXPONENTIAL);
        if (schedule.epochs.size() == 1) {
          return schedule;
        }
      }
    } catch (NumberFormatException e) {
      throw unknown(text, e);
    }
    throw unknown(text, null);
  }

  private static Schedule withArguments(String text, Shape shape) {
    String inner = text.substring(text.indexOf('(') + 1, text.length() - 1);
    String[] parts = inner.split(";", -1);
    if (parts.length != 2) {
      throw new NumberFormatException(inner);
    }
    List<Integer> epochs =
        Arrays.stream(parts[0].split(",", -1)).map(Integer::valueOf).collect(Collectors.toList());
    double factor = Double.parseDouble(parts[1]);
    if (!(factor > 0) || epochs.stream().anyMatch(e -> e < 0)) {
      throw new NumberFormatException(inner);
    }
    return new Schedule(text, shape, List.copyOf(epochs), factor);
  }

  private static IllegalArgumentException unknown(String text, Throwable cause) {
    return new IllegalArgumentException(
        "unknown schedule '"
            + text
            + "': use constant, cosine, step(200,250;0.1) or exponential(15;0.8)",
        cause);
  }

  /**
   * The factor during an epoch.
   *
   * @param epoch the epoch, from 0
   * @param total the number of epochs of the run
   * @return what the initial rate is multiplied by
   */
  public double factor(int epoch, int total) {
    return switch (shape) {
      case CONSTANT -> 1;
      case STEP -> Math.pow(factor, (double) epochs.stream().filter(e -> epoch >= e).count());
      case EXPONENTIAL -> Math.pow(factor, Math.max(0, epoch - epochs.get(0) + 1));
      case COSINE -> 0.5 * (1 + Math.cos(Math.PI * epoch / total));
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule s && text.equals(s.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
