package dev.pinwheel.train.reproduce;

import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of nets, each trained by its recipe and over seeds, beside what was published. */
public final class ExperimentTable {
  private final String name;
  private final String title;
  private final String words;
  private final List<Experiment> experiments;

  /**
   * Describes a table.
   *
   * @param name of the command and of the files
   * @param title the page's
   * @param words what a reader must know, a paragraph
   * @param experiments its lines
   */
  ExperimentTable(String name, String title, String words, List<Experiment> experiments) {
    this.name = name;
    this.title = title;
    this.words = words;
    this.experiments = List.copyOf(experiments);
  }

  /**
   * A line of the table, in percent.
   *
   * @param net the net's name
   * @param augmentation of the training images
   * @param parameters numbers that training moves
   * @param epochs passes over the training images
   * @param published the error that was published, NaN if none was
   * @param errors ours, one per seed
   * @param meanError their mean
   * @param errorDeviation their sample deviation, NaN for a single seed
   * @param trainingMinutes wall-clock time of one training, the mean over seeds
   * @param commits revisions of the sources that trained, one per seed
   */
  public record Line(
      String net,
      String augmentation,
      long parameters,
      int epochs,
      double published,
      List<Double> errors,
      double meanError,
      double errorDeviation,
      double trainingMinutes,
      List<String> commits) {
    /**
     * Our error as it is printed.
     *
     * @return for example {@code 7.59}, with {@code ± } and the deviation where there are more
     *     seeds
     */
    public String errorText() {
      return Experiment.percent(meanError, errorDeviation);
    }

    /**
     * The published error as it is printed.
     *
     * @return for example {@code 7.04}, or a dash
     */
    public String publishedText() {
      return Double.isNaN(published) ? "–" : Experiment.percent(published, Double.NaN);
    }
  }

  /**
   * The table with its provenance, as the JSON file holds it.
   *
   * @param command what computed it
   * @param data the images
   * @param provenance software and machine
   * @param lines one per training recipe
   */
  public record Result(
      String command, RunRecord.DataRecord data, Provenance provenance, List<Line> lines) {}

  /**
   * The trainings that make up the table.
   *
   * @return their configurations, in the table's order, for seed 0
   */
  public List<TrainConfig> configurations() {
    return experiments.stream().map(Experiment::config).toList();
  }

  /**
   * The table's name.
   *
   * @return as the command and the files have it, for example {@code table2}
   */
  public String name() {
    return name;
  }

  /**
   * The images that all its nets are trained on.
   *
   * @return the data set's name, for example {@code cifar10}
   */
  public String data() {
    return experiments.get(0).config().data();
  }

  /**
   * The page's name; the JSON file's is the same but for its ending.
   *
   * @param part what of the table is run
   * @return for example {@code table2.md}; with chosen nets {@code table2-allcnn-p4-exact.md}
   */
  public String page(TablePart part) {
    return part.files(name) + ".md";
  }

  /**
   * Runs nets; may be stopped at any moment and called again to go on.
   *
   * @param data the images
   * @param part what of the table is run
   * @param folder holds a folder per line, and in the end the table as JSON and Markdown
   * @param listener told of every run's progress
   * @return the table
   * @throws IllegalArgumentException if a name is none of the table's nets
   */
  public Result run(TrainTest data, TablePart part, RunFolder folder, TrainListener listener) {
    List<Experiment> chosen = part.of(experiments);
    TrainTest images = part.of(data);
    List<Line> lines = new ArrayList<>();
    for (Experiment experiment : chosen) {
      lines.add(line(experiment, experiment.run(images, folder, listener)));
    }
    Result result =
        new Result(part.command(name), RunRecord.DataRecord.of(images), Provenance.now(), lines);
    publish(result, part, folder.path());
    return result;
  }

  /**
   * Writes the table as JSON and as Markdown.
   *
   * @param result the table
   * @param part what of the table was run
   * @param folder where both files are written
   */
  public void publish(Result result, TablePart part, Path folder) {
    new RunFolder(folder).writeJson(part.files(name) + ".json", result);
    AtomicFile.write(folder.resolve(page(part)), markdown(result).getBytes(StandardCharsets.UTF_8));
  }

  private static Line line(Experiment experiment, Experiment.Outcome outcome) {
    TrainConfig config = experiment.config();
    return new Line(
        config.net(),
        config.augmentation(),
        outcome.parameters(),
        config.epochs(),
        experiment.published(),
        outcome.errors(),
        100 * outcome.sweep().meanError(),
        100 * outcome.sweep().errorDeviation(),
        outcome.minutes(),
        outcome.commits());
  }

  private String markdown(Result result) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(title).append("\n\n");
    page.append("Test error in percent, last epoch, mean ± sample deviation over seeds. ");
    page.append(words).append("\n\n");
    page.append("| net | augmentation | parameters | epochs | published | Pinwheel | seeds ");
    page.append("| minutes per run |\n|---|---|---:|---:|---:|---:|---:|---:|\n");
    for (Line line : result.lines()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,d | %d | %s | %s | %d | %.1f |\n",
              line.net(),
              line.augmentation(),
              line.parameters(),
              line.epochs(),
              line.publishedText(),
              line.errorText(),
              line.errors().size(),
              line.trainingMinutes()));
    }
    page.append('\n');
    if (result.lines().stream().anyMatch(line -> line.errors().size() > 1)) {
      page.append(Experiment.seedBySeed(result.lines(), Line::net, Line::errors)).append("\n\n");
    }
    ProvenanceTable.append(
        page,
        result.command(),
        result.data(),
        "as the table says",
        result.provenance(),
        result.lines().stream().flatMap(line -> line.commits().stream()).toList());
    return page.toString();
  }
}
