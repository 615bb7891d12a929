package dev.pinwheel.report;

import dev.pinwheel.data.DataException;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.NetMemory;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.Sizes;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.Fact;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.report.page.Table;
import dev.pinwheel.report.page.Table.Column;
import dev.pinwheel.train.EpochMetrics;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parameters, and what the net costs. */
final class CostSection {
  private CostSection() {}

  static Section of(Subject subject) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("parameters", Words.count(subject.net().parameterCount())));
    facts.add(
        new Fact("multiply-adds", Words.count(subject.net().multiplyAdds()) + " for an image"));
    facts.add(memory(subject));
    time(subject).ifPresent(facts::add);
    return new Section(
        "cost", "Parameters and cost", List.of(new Block.Facts(facts), layers(subject)));
  }

  private static Fact memory(Subject subject) {
    int batch = subject.record().map(RunRecord::config).map(TrainConfig::batchSize).orElse(128);
    Precision precision =
        Precision.parse(
            subject.record().map(RunRecord::config).map(TrainConfig::precision).orElse("float32"));
    return new Fact(
        "memory",
        "about %s for a training step of %d images in %s"
            .formatted(
                Words.bytes(NetMemory.of(subject.net()).training(batch, precision)),
                batch,
                precision));
  }

  /** What the training took, by its own table. */
  private static Optional<Fact> time(Subject subject) {
    if (subject.folder().isEmpty() || !Files.exists(subject.folder().get().metrics())) {
      return Optional.empty();
    }
    try {
      List<EpochMetrics> epochs = EpochMetrics.read(subject.folder().get().metrics());
      double seconds = epochs.stream().mapToDouble(EpochMetrics::seconds).sum();
      return Optional.of(
          new Fact(
              "training time",
              "%s, %s an epoch, evaluations included"
                  .formatted(
                      Words.seconds(seconds),
                      Words.seconds(seconds / Math.max(1, epochs.size())))));
    } catch (TrainingException | DataException e) {
      return Optional.of(new Fact("training time", "not known: " + e.getMessage()));
    }
  }

  private static Block layers(Subject subject) {
    List<List<String>> rows = new ArrayList<>();
    for (LayerSite site : subject.net().sites()) {
      long parameters =
          site.layer().parameters().stream()
              .filter(Parameter::isTrainable)
              .mapToLong(Parameter::count)
              .sum();
      rows.add(
          List.of(
              site.name(),
              site.layer().detail(),
              site.layer().output().toString(),
              Sizes.format(site.layer().outputSize(site.inputSize())),
              Words.count(parameters),
              Words.count(site.layer().multiplyAdds(site.inputSize()))));
    }
    return new Table(
        "The net, layer by layer",
        List.of(
            Column.words("layer"),
            Column.words(""),
            Column.words("gives"),
            Column.words("of size"),
            Column.numbers("parameters"),
            Column.numbers("multiply-adds")),
        rows,
        Table.Form.FOLDED);
  }
}
