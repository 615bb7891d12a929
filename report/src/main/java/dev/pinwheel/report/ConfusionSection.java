package dev.pinwheel.report;

import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.ConfusionTable;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.report.page.Table;
import dev.pinwheel.report.page.Table.Column;
import dev.pinwheel.report.picture.Plot;
import dev.pinwheel.report.picture.Plots;
import dev.pinwheel.train.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is taken for what. */
final class ConfusionSection {
  /**
   * Classes up to which counts are shown one by one; beyond, colours and the most frequent ones.
   */
  static final int TABLE = 20;

  private static final int LISTED = 20;

  private ConfusionSection() {}

  static Section of(Subject subject, PlotFiles files) {
    return new Section("confusion", "What it confuses", blocks(subject, files));
  }

  private static List<Block> blocks(Subject subject, PlotFiles files) {
    Optional<Evaluation> evaluation = subject.judgement().map(Judgement::evaluation);
    List<Block> blocks = new ArrayList<>();
    if (evaluation.isPresent()) {
      Evaluation e = evaluation.get();
      blocks.add(
          new Block.Paragraph(
              String.format(
                  Locale.ROOT,
                  "%,d of %,d images of %s are predicted wrongly: an error of %s, and a loss of"
                      + " %.4f nats, in float32.",
                  e.wrong(),
                  e.images(),
                  subject.set(),
                  Words.percent(e.error()),
                  e.loss())));
      difference(subject, e).ifPresent(blocks::add);
      return shown(blocks, subject, e.confusion(), files);
    }
    blocks.add(new Block.Note(subject.noImages()));
    if (subject.result().map(r -> r.confusion() != null).orElse(false)) {
      blocks.add(new Block.Paragraph("These are the counts at the end of the training:"));
      return shown(blocks, subject, subject.result().get().confusion(), files);
    }
    return blocks;
  }

  /** Other precision, or other files: figures that do not agree are explained. */
  private static Optional<Block> difference(Subject subject, Evaluation now) {
    return subject
        .result()
        .filter(r -> r.testWrong() != now.wrong() || r.testImages() != now.images())
        .map(
            r ->
                new Block.Note(
                    "The training ended with %s of %s wrong, %s; here the same weights are tried in float32 on %s."
                        .formatted(
                            Words.count(r.testWrong()),
                            Words.count(r.testImages()),
                            subject
                                .record()
                                .map(record -> "computed in " + record.config().precision())
                                .orElse("by its own record"),
                            subject.set())));
  }

  private static List<Block> shown(
      List<Block> blocks, Subject subject, List<List<Integer>> counts, PlotFiles files) {
    List<String> labels = subject.labels();
    if (labels.size() != counts.size()) {
      blocks.add(
          new Block.Note(
              "The run's counts are of %d classes and the model has %d: they are not shown."
                  .formatted(counts.size(), labels.size())));
      return blocks;
    }
    Plot plot =
        Plots.confusion("confusion", labels.stream().map(Words::shortened).toList(), counts);
    if (labels.size() <= TABLE) {
      files.keep(plot);
      blocks.add(
          new Block.Row(List.of(new ConfusionTable(labels, counts), frequent(labels, counts))));
    } else {
      Block map =
          files.show(
              plot,
              "How often each class is taken for each other: rows are true classes, the first at"
                  + " the top, columns predicted ones; colours go with the root of a row's share.");
      blocks.add(new Block.Row(List.of(map, frequent(labels, counts))));
      blocks.add(worst(labels, counts));
    }
    return blocks;
  }

  private record Pair(int truth, int predicted, int count, int total) {
    double share() {
      return (double) count / total;
    }
  }

  private static Block frequent(List<String> labels, List<List<Integer>> counts) {
    List<Pair> pairs = new ArrayList<>();
    for (int t = 0; t < counts.size(); t++) {
      int total = total(counts.get(t));
      for (int p = 0; p < counts.size(); p++) {
        if (p != t && counts.get(t).get(p) > 0) {
          pairs.add(new Pair(t, p, counts.get(t).get(p), total));
        }
      }
    }
    if (pairs.isEmpty()) {
      return new Block.Paragraph("No class was taken for another.");
    }
    pairs.sort(Comparator.comparingInt(Pair::count).reversed());
    return new Table(
        "The most frequent confusions",
        List.of(
            Column.words("true class"),
            Column.words("taken for"),
            Column.numbers("images"),
            Column.numbers("of the class")),
        pairs.stream()
            .limit(labels.size() > TABLE ? LISTED : LISTED / 2)
            .map(
                p ->
                    List.of(
                        labels.get(p.truth()),
                        labels.get(p.predicted()),
                        Words.count(p.count()),
                        Words.percent(p.share())))
            .toList(),
        Table.Form.OPEN);
  }

  private static Block worst(List<String> labels, List<List<Integer>> counts) {
    List<List<String>> rows =
        IntStream.range(0, counts.size())
            .filter(t -> total(counts.get(t)) > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(t -> recall(counts, t)))
            .map(
                t ->
                    List.of(
                        labels.get(t),
                        Words.count(total(counts.get(t))),
                        Words.count(counts.get(t).get(t)),
                        Words.percent(recall(counts, t))))
            .toList();
    return Table.of(
        "All classes, the worst first",
        List.of(
            Column.words("class"),
            Column.numbers("images"),
            Column.numbers("right"),
            Column.numbers("of the class")),
        rows);
  }

  private static double recall(List<List<Integer>> counts, int truth) {
    return (double) counts.get(truth).get(truth) / total(counts.get(truth));
  }

  private static int total(List<Integer> row) {
    return row.stream().mapToInt(n -> n).sum();
  }
}
