package dev.pinwheel.cli;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.files.Intake;
import dev.pinwheel.data.files.Look;
import dev.pinwheel.data.files.OwnImages;
import dev.pinwheel.data.sets.DataSets;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.RunRecord.DataRecord;
import dev.pinwheel.train.predict.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Images where a person may name a data set, or a folder or CSV of their own. */
final class OwnData {
  private final Terminal terminal;
  private final ImageSource source;
  private final DataOptions options;

  OwnData(Terminal terminal, ImageSource source, DataOptions options) {
    this.terminal = terminal;
    this.source = source;
    this.options = options;
  }

  /** Whether a text names a folder or CSV, there or not, and no data set. */
  static boolean isOwn(String data) {
    return !DataSets.names().contains(data)
        && (data.contains("/")
            || data.contains("\\")
            || data.toLowerCase(Locale.ROOT).endsWith(".csv")
            || Files.exists(Path.of(data)));
  }

  /** Loads what a run was trained on. */
  TrainTest ofRun(RunRecord run) {
    return load(run.config().data(), run.images());
  }

  /** Loads a set by name, or by its recipe if it has one. */
  TrainTest load(String name, ImageRecipe recipe) {
    Progress bars = new Bars(terminal);
    return recipe == null
        ? source.load(name, options.locations(), bars)
        : OwnImages.load(recipe, bars);
  }

  /**
   * Loads what to try a model on: what was typed, or else what its run was trained on. Of a folder
   * or CSV that was typed all images are test images, unless the run was trained on just that: then
   * those that it held out are.
   */
  TrainTest toTry(String typed, ModelLocation opened, String location) {
    Optional<RunRecord> run = opened.folder().flatMap(folder -> folder.record());
    boolean again = typed != null && run.isPresent() && isSource(run.get().images(), typed);
    if (again) {
      Failures.printLine(
          terminal.err(),
          typed + " is what the model was trained on: taken as split then, trained and held out");
    } else if (typed != null) {
      return isOwn(typed) ? all(Path.of(typed), opened.model()) : load(typed, null);
    }
    if (run.isEmpty()) {
      throw new IllegalArgumentException(
          "say which images with --data: " + location + " does not say what it was trained on");
    }
    TrainTest set = ofRun(run.get());
    if (run.get().images() != null && !run.get().data().equals(DataRecord.of(set))) {
      Failures.printLine(
          terminal.err(),
          "the files of %s are not those of the training any more: error and split are of what is"
                  .formatted(set.name())
              + " there now");
    }
    return set;
  }

  private static boolean isSource(ImageRecipe recipe, String typed) {
    if (recipe == null || !isOwn(typed)) {
      return false;
    }
    try {
      return Files.isSameFile(Path.of(recipe.source()), Path.of(typed));
    } catch (IOException e) {
      return false;
    }
  }

  private TrainTest all(Path folder, SavedModel model) {
    if (model.input().labels().isEmpty()) {
      throw new DataException(
          folder + ": the model does not know its classes by name; name a data set with --data");
    }
    Intake intake = Predictor.of(model).intake();
    Progress bars = new Bars(terminal);
    Look look = OwnImages.look(folder, Look.Use.TRYING, bars);
    LookReport.problems(terminal, look);
    List<String> classes = model.input().labels();
    LabelledImages all = OwnImages.all(look, intake, classes, bars);
    return new TrainTest(folder.toString(), "all files of " + folder, all, all);
  }
}
