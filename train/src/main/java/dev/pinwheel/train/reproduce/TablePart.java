package dev.pinwheel.train.reproduce;

import dev.pinwheel.data.TrainTest;
import java.util.List;

/**
 * What of a table is run: all of it, or less as a rehearsal.
 *
 * @param nets the names of those to train, all where it is empty
 * @param seeds seeds per net, from 0; 0 for as many as each line of the table has
 * @param divisor divides the epochs; 1 for the recipe
 * @param images the first so many of both sets; 0 for all
 */
public record TablePart(List<String> nets, int seeds, int divisor, int images) {
  /**
   * Checks the numbers.
   *
   * @param nets the names of those to train, all where it is empty
   * @param seeds seeds per net, from 0; 0 for as many as each line of the table has
   * @param divisor divides the epochs; 1 for the recipe
   * @param images the first so many of both sets; 0 for all
   * @throws IllegalArgumentException if one is negative, or the divisor is less than 1
   */
  public TablePart {
    nets = List.copyOf(nets);
    if (seeds < 0 || images < 0) {
      throw new IllegalArgumentException(
          "seeds and images can't be negative: " + seeds + ", " + images);
    }
    Experiment.requireDivisor(divisor);
  }

  /**
   * Of a table's experiments the chosen ones, with this part's epochs and seeds.
   *
   * @throws IllegalArgumentException if a name is none of the table's nets
   */
  List<Experiment> of(List<Experiment> table) {
    List<String> known = table.stream().map(each -> each.config().net()).distinct().toList();
    for (String net : nets) {
      if (!known.contains(net)) {
        throw new IllegalArgumentException(
            "'" + net + "' is no net of the table: take from " + String.join(", ", known));
      }
    }
    return table.stream()
        .filter(each -> nets.isEmpty() || nets.contains(each.config().net()))
        .map(each -> each.scaled(divisor).seeded(seeds == 0 ? each.seeds() : seeds))
        .toList();
  }

  TrainTest of(TrainTest all) {
    return images == 0 ? all : all.first(images);
  }

  /** What this part's files are called, so that they don't take the whole table's place. */
  String files(String table) {
    return nets.isEmpty() ? table : table + "-" + String.join("-", nets);
  }

  /** What runs this part of a table anew. */
  String command(String table) {
    return Experiment.command(table, seeds, divisor)
        + (images == 0 ? "" : " --images " + images)
        + (nets.isEmpty() ? "" : " --nets " + String.join(",", nets));
  }
}
