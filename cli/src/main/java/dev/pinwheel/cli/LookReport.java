package dev.pinwheel.cli;

import dev.pinwheel.data.files.Look;
import dev.pinwheel.data.files.Problem;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says what an early look at a set of files found. */
final class LookReport {
  private static final int SHOWN = 3;
  private static final int SIZES = 4;

  private LookReport() {}

  /** Prints classes, sizes, and of each sort of problem the first few. */
  static void print(Terminal terminal, Look look) {
    PrintWriter out = terminal.out();
    out.printf(
        Locale.ROOT,
        "%s: %,d images of %d classes, %s%s%n",
        look.listing().source(),
        look.images().size(),
        look.classCounts().size(),
        look.channels() == 1 ? "grey" : "colour",
        look.listing().ignored() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; %,d files not named like images ignored",
                look.listing().ignored()));
    out.println("classes  " + counts(look.classCounts(), Integer.MAX_VALUE));
    out.println("sizes    " + counts(look.sizes(), SIZES));
    problems(terminal, look);
    out.flush();
  }

  /** Prints the first few problems of each sort. */
  static void problems(Terminal terminal, Look look) {
    Map<Problem.Kind, List<Problem>> kinds =
        look.problems().stream()
            .collect(
                Collectors.groupingBy(
                    Problem::kind, () -> new EnumMap<>(Problem.Kind.class), Collectors.toList()));
    kinds.forEach(
        (kind, all) -> {
          terminal.out().printf(Locale.ROOT, "%s: %,d%n", kind.words(), all.size());
          all.stream().limit(SHOWN).forEach(p -> line(terminal, p));
          if (all.size() > SHOWN) {
            terminal.out().printf(Locale.ROOT, "  and %,d more%n", all.size() - SHOWN);
          }
        });
  }

  /** Prints every problem. */
  static void all(Terminal terminal, Look look) {
    Table table = new Table("problem", "file or class", "what");
    look.problems().forEach(p -> table.row(p.kind().words(), p.where(), p.what()));
    table.print(terminal);
  }

  private static void line(Terminal terminal, Problem problem) {
    terminal.out().println("  " + problem.where() + " " + problem.what());
  }

  private static String counts(Map<String, Integer> counts, int most) {
    List<String> keys = List.copyOf(counts.keySet());
    String shown =
        IntStream.range(0, Math.min(most, keys.size()))
            .mapToObj(
                i -> String.format(Locale.ROOT, "%s %,d", keys.get(i), counts.get(keys.get(i))))
            .collect(Collectors.joining(", "));
    return keys.size() > most ? shown + ", and " + (keys.size() - most) + " more" : shown;
  }
}
