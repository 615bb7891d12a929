package dev.pinwheel.report;

import dev.pinwheel.data.DataException;
import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.report.picture.Plot;
import dev.pinwheel.report.picture.Plots;
import dev.pinwheel.report.picture.Series;
import dev.pinwheel.train.EpochMetrics;
import dev.pinwheel.train.TrainingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How the training went. */
final class TrainingSection {
  private TrainingSection() {}

  static Section of(Subject subject, PlotFiles files) {
    return new Section("training", "Training", blocks(subject, files));
  }

  private static List<Block> blocks(Subject subject, PlotFiles files) {
    if (subject.folder().isEmpty()) {
      return List.of(
          new Block.Note("There are no curves: a weight file does not say how it was trained."));
    }
    Path file = subject.folder().get().metrics();
    if (!Files.exists(file)) {
      return List.of(new Block.Note("There are no curves: the run has no " + file.getFileName()));
    }
    List<EpochMetrics> epochs;
    try {
      epochs = EpochMetrics.read(file);
    } catch (TrainingException | DataException e) {
      return List.of(new Block.Note("There are no curves: " + e.getMessage()));
    }
    if (epochs.isEmpty()) {
      return List.of(new Block.Note("There are no curves: no epoch has ended."));
    }
    Block loss =
        files.show(
            curves(
                "loss", "cross-entropy, nats", epochs, m -> m.trainLoss(), m -> m.evaluationLoss()),
            "Loss over epochs; of the training images while the weights were moving.");
    Block error =
        files.show(
            curves(
                "error",
                "error, %",
                epochs,
                m -> 100 * m.trainError(),
                m -> 100 * m.evaluationError()),
            "Error over epochs, likewise.");
    Block rate =
        files.show(
            Plots.lines(
                "learning-rate",
                "epoch",
                Plots.Axis.COUNTS,
                "learning rate",
                List.of(series("learning rate", epochs, EpochMetrics::learningRate, 2))),
            "The learning rate of each epoch.");
    return List.of(new Block.Row(List.of(loss, error, rate)));
  }

  private static Plot curves(
      String name,
      String up,
      List<EpochMetrics> epochs,
      ToDoubleFunction<EpochMetrics> trained,
      ToDoubleFunction<EpochMetrics> evaluated) {
    List<Series> series = new ArrayList<>();
    series.add(series("training", epochs, trained, 0));
    List<EpochMetrics> some = epochs.stream().filter(m -> m.evaluated().isPresent()).toList();
    if (!some.isEmpty()) {
      series.add(series(some.get(0).evaluation(), some, evaluated, 1));
    }
    return Plots.lines(name, "epoch", Plots.Axis.COUNTS, up, series);
  }

  private static Series series(
      String name, List<EpochMetrics> epochs, ToDoubleFunction<EpochMetrics> value, int colour) {
    return new Series(
        name,
        epochs.stream().map(m -> (double) m.epoch()).toList(),
        epochs.stream().map(value::applyAsDouble).toList(),
        Series.Form.LINE,
        colour);
  }
}
