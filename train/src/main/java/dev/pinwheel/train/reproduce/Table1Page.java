package dev.pinwheel.train.reproduce;

import dev.pinwheel.train.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The first table as a page. */
final class Table1Page {
  private static final String ORDINARY = "z2cnn";

  private Table1Page() {}

  private record Computed(String command, Provenance provenance) {
    static Computed of(Table1.Line line) {
      return new Computed(line.command(), line.provenance());
    }
  }

  static String of(Table1.Result result) {
    StringBuilder page = new StringBuilder();
    page.append("# Rotated MNIST: the talk's first table, run anew\n\n");
    page.append("Test error in percent, last epoch, mean ± sample deviation over seeds.\n\n");
    page.append("| net | parameters | epochs | talk | Pinwheel ");
    page.append("| with the authors' statistics | seeds | minutes per run |\n");
    page.append("|---|---:|---:|---:|---:|---:|---:|---:|\n");
    for (Table1.Line line : result.lines()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %d | %.2f ± %.2f | %s | %.2f | %d | %.1f |%n",
              line.net(),
              line.parameters(),
              line.epochs(),
              line.talkError(),
              line.talkDeviation(),
              line.errorText(),
              line.meanWithDropoutStatistics(),
              line.errors().size(),
              line.trainingMinutes()));
    }
    page.append('\n')
        .append(Experiment.seedBySeed(result.lines(), Table1.Line::net, Table1.Line::errors))
        .append("\n\n");
    appendRatios(page, "Error relative to the ordinary net's", result, Table1.Line::meanError);
    appendRatios(
        page, "With the authors' statistics", result, Table1.Line::meanWithDropoutStatistics);
    page.append("Before an evaluation batch norm's statistics are measured anew. ")
        .append("The authors' code keeps dropout on meanwhile, which widens them beyond what ")
        .append("inference meets; Pinwheel turns it off. Only z2cnn has dropout. ")
        .append("Same trained weights in both columns.\n\n");
    page.append("The images are regenerated from MNIST (")
        .append(result.data().provenance())
        .append(
            "); the talk's figures are for the authors' own file, so the ratio to the ordinary net,"
                + " ")
        .append("trained on the same images, says more than the figures side by side.\n\n");
    appendProvenance(page, result);
    return page.toString().replace(System.lineSeparator(), "\n");
  }

  /** Errors over the ordinary net's, beside the talk's; nothing without the ordinary net. */
  private static void appendRatios(
      StringBuilder page, String words, Table1.Result result, ToDoubleFunction<Table1.Line> error) {
    Optional<Table1.Line> ordinary = result.line(ORDINARY);
    List<Table1.Line> others =
        result.lines().stream().filter(line -> !line.net().equals(ORDINARY)).toList();
    if (ordinary.isEmpty() || others.isEmpty()) {
      return;
    }
    Table1.Line z2 = ordinary.get();
    page.append(words)
        .append(": ")
        .append(
            others.stream()
                .map(
                    line ->
                        String.format(
                            Locale.ROOT,
                            "%s %.3f (talk %.3f)",
                            line.net(),
                            error.applyAsDouble(line) / error.applyAsDouble(z2),
                            line.talkError() / z2.talkError()))
                .collect(Collectors.joining(", ")))
        .append(".\n\n");
  }

  /** A table for all lines that were computed together. */
  private static void appendProvenance(StringBuilder page, Table1.Result result) {
    Map<Computed, List<Table1.Line>> together =
        result.lines().stream()
            .collect(Collectors.groupingBy(Computed::of, LinkedHashMap::new, Collectors.toList()));
    page.append(
        together.entrySet().stream()
            .map(entry -> provenance(entry.getKey(), entry.getValue(), result))
            .collect(Collectors.joining("\n")));
  }

  private static String provenance(
      Computed computed, List<Table1.Line> lines, Table1.Result result) {
    StringBuilder part = new StringBuilder();
    if (lines.size() < result.lines().size()) {
      part.append("Of ")
          .append(lines.stream().map(Table1.Line::net).collect(Collectors.joining(" and ")))
          .append(":\n\n");
    }
    ProvenanceTable.append(
        part,
        computed.command(),
        result.data(),
        "`" + result.augmentation() + "`, degrees, as in the authors' code",
        computed.provenance(),
        lines.stream().flatMap(line -> line.commits().stream()).toList());
    return part.toString();
  }
}
