package dev.pinwheel.report;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.report.page.Fact;
import dev.pinwheel.report.page.HtmlPage;
import dev.pinwheel.report.page.Page;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the report of a model: one page that needs nothing beside it, and its plots as PNG files.
 *
 * <p>Everything that can be measured is measured here, on the model as it is: its error on the
 * images, the proof of its symmetry, its error over angles, its feature maps. What only the
 * training knew is read from its run folder.
 */
public final class RunReport {
  private final SavedModel model;
  private Optional<RunFolder> folder = Optional.empty();
  private Optional<LabelledImages> images = Optional.empty();
  private List<EquivarianceReport> known = List.of();
  private String set = "";
  private String noImages =
      "There are no labelled images to try the model on: name some with --data.";

  private RunReport(SavedModel model) {
    this.model = model;
  }

  /**
   * Starts the report of a model about which nothing else is known.
   *
   * @param model a classifier, trained or not; not closed by this
   * @return the report, to be refined and written
   * @throws IllegalArgumentException if the model is no classifier
   */
  public static RunReport of(SavedModel model) {
    Model.requireClassifier(model.model().net());
    return new RunReport(model);
  }

  /**
   * The run that the model comes from.
   *
   * @param newFolder a run folder; what it lacks is said in the report
   * @return this report
   */
  public RunReport run(RunFolder newFolder) {
    this.folder = Optional.of(newFolder);
    return this;
  }

  /**
   * Images to try the model on.
   *
   * @param name of the set
   * @param newImages labelled, of the model's shape
   * @return this report
   */
  public RunReport images(String name, LabelledImages newImages) {
    this.set = shortened(name);
    this.images = Optional.of(newImages);
    return this;
  }

  /**
   * Says why there are no images.
   *
   * @param why a sentence for people
   * @return this report
   */
  public RunReport withoutImages(String why) {
    this.noImages = why;
    return this;
  }

  /**
   * A proof of the model's symmetry that was made already, so that it need not be made again.
   *
   * @param reports of one or more precisions
   * @return this report
   */
  public RunReport proofs(List<EquivarianceReport> reports) {
    this.known = List.copyOf(reports);
    return this;
  }

  /**
   * Measures and writes. The page is written last, and whole or not at all.
   *
   * @param files where to
   * @param progress told of what takes long
   * @throws IllegalArgumentException if the images are not of the model's shape
   * @throws dev.pinwheel.train.TrainingException if a record of the run is damaged, or the thread
   *     is interrupted
   * @throws dev.pinwheel.data.DataException if a file can't be read or written
   */
  public void write(ReportFiles files, Progress progress) {
    Subject subject = subject(progress);
    PlotFiles plots = new PlotFiles();
    List<EquivarianceReport> proofs = known.isEmpty() ? Proofs.measure(subject, progress) : known;
    List<Section> sections =
        List.of(
            TrainingSection.of(subject, plots),
            ConfusionSection.of(subject, plots),
            MistakeSection.of(subject),
            ProofSection.of(subject, proofs),
            AngleSection.of(subject, plots, progress),
            MapSection.of(subject, plots),
            CostSection.of(subject),
            ProvenanceSection.of(subject));
    Page page =
        new Page(title(subject), subtitle(), highlights(subject, proofs), sections, footer());
    plots.write(files.plots());
    AtomicFile.write(files.page(), HtmlPage.of(page).getBytes(StandardCharsets.UTF_8));
  }

  private Subject subject(Progress progress) {
    return new Subject(
        model,
        folder,
        folder.flatMap(RunFolder::record),
        folder.flatMap(RunFolder::result),
        set,
        images.map(all -> Judgement.of(model, all, progress)),
        noImages);
  }

  private String title(Subject subject) {
    String data = subject.record().map(r -> shortened(r.config().data())).orElse(set);
    return data.isEmpty() ? model.netName() : model.netName() + " on " + data;
  }

  /** The last part of a path, which is enough of it for a heading. */
  private static String shortened(String data) {
    Path last = Path.of(data).getFileName();
    return last == null ? data : last.toString();
  }

  private String subtitle() {
    return folder
        .map(run -> "The report of the run in " + run.path())
        .orElse("The report of a model without a run folder");
  }

  private static List<Fact> highlights(Subject subject, List<EquivarianceReport> proofs) {
    List<Fact> facts = new ArrayList<>();
    Optional<Double> error =
        subject
            .judgement()
            .map(j -> j.evaluation().error())
            .or(() -> subject.result().map(RunResult::testError));
    error.ifPresent(e -> facts.add(new Fact("error", Words.percent(e))));
    facts.add(new Fact("parameters", Words.count(subject.net().parameterCount())));
    boolean proven = proofs.stream().allMatch(EquivarianceReport::passed);
    facts.add(
        new Fact(
            "equivariant under",
            !subject.hasGroup() ? "no group" : proven ? proofs.get(0).scope() : "not proven"));
    double worst = proofs.stream().mapToDouble(p -> p.net().worstValue()).min().orElse(Double.NaN);
    facts.add(new Fact("equivariance error", Words.error(worst)));
    subject
        .result()
        .ifPresent(r -> facts.add(new Fact("training", Words.seconds(r.trainingSeconds()))));
    return facts;
  }

  private static String footer() {
    Provenance now = Provenance.now();
    return "Made by Pinwheel %s, revision %s, LibTorch %s, %s, on %s, %s"
        .formatted(
            now.pinwheel(), now.commit(), now.engine(), now.java(), now.processor(), now.time());
  }
}
