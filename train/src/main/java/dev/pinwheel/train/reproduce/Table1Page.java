package dev.pinwheel.train.reproduce;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The first table as a page. */
final class Table1Page {
  private Table1Page() {}

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
        .append(ratio("Error relative to the ordinary net's", result, Table1.Line::meanError))
        .append(
            ratio("With the authors' statistics", result, Table1.Line::meanWithDropoutStatistics));
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
    ProvenanceTable.append(
        page,
        result.command(),
        result.data(),
        "`" + result.augmentation() + "`, degrees, as in the authors' code",
        result.provenance(),
        result.lines().stream().flatMap(line -> line.commits().stream()).toList());
    return page.toString().replace(System.lineSeparator(), "\n");
  }

  private static String ratio(
      String words, Table1.Result result, ToDoubleFunction<Table1.Line> error) {
    double z2 = of(result, "z2cnn", error);
    return String.format(
        Locale.ROOT,
        "%s: p4cnn %.3f (talk 0.453), p4cnn-rotation-pooling %.3f (talk 0.638).%n%n",
        words,
        of(result, "p4cnn", error) / z2,
        of(result, "p4cnn-rotation-pooling", error) / z2);
  }

  private static double of(Table1.Result result, String net, ToDoubleFunction<Table1.Line> error) {
    return result.lines().stream()
        .filter(line -> line.net().equals(net))
        .mapToDouble(error)
        .findFirst()
        .orElseThrow();
  }
}
