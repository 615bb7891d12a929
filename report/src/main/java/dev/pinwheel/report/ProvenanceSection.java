package dev.pinwheel.report;

import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.Fact;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunRecord;
import dev.pinwheel.train.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What the model was made from, how, and with what. */
final class ProvenanceSection {
  private static final String UNKNOWN = "not recorded";

  private ProvenanceSection() {}

  static Section of(Subject subject) {
    List<Block> blocks =
        subject
            .record()
            .map(record -> recorded(subject, record))
            .orElseGet(
                () ->
                    List.of(
                        new Block.Note(
                            "It is not known how this model was made: there is no run.json."),
                        new Block.Facts(model(subject))));
    return new Section("provenance", "Provenance", blocks);
  }

  private static List<Block> recorded(Subject subject, RunRecord record) {
    List<Block> blocks = new ArrayList<>();
    List<Fact> facts = model(subject);
    configuration(record.config(), facts);
    blocks.add(new Block.Facts(facts));
    List<Fact> data = new ArrayList<>();
    data(record.data(), data);
    recipe(record.images(), data);
    blocks.add(new Block.Facts(data));
    List<Fact> machine = new ArrayList<>();
    machine(record.provenance(), machine);
    blocks.add(new Block.Facts(machine));
    return blocks;
  }

  private static List<Fact> model(Subject subject) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "net", subject.model().netName());
    add(facts, "group", subject.net().group());
    add(
        facts,
        "images",
        subject.net().input().fields()
            + "×"
            + subject.model().options().height()
            + "×"
            + subject.model().options().width());
    add(facts, "classes", subject.model().options().classes());
    add(
        facts,
        "preprocessing",
        subject.model().preprocessing() instanceof Normalisation n
            ? String.format(Locale.ROOT, "(pixel − %.4f) / %.4f", n.mean(), n.deviation())
            : "whitening");
    subject.result().ifPresent(r -> add(facts, "SHA-256 of the weights", r.weightsSha256()));
    return facts;
  }

  private static void configuration(TrainConfig c, List<Fact> facts) {
    add(facts, "seed", c.seed());
    add(facts, "epochs", c.epochs() + ", " + c.batchSize() + " images a step");
    add(facts, "optimiser", c.optimiser() + ", rate " + c.learningRate() + ", " + c.schedule());
    add(facts, "weight decay", c.weightDecay());
    add(facts, "augmentation", c.augmentation());
    add(facts, "class weights", c.classWeights());
    add(facts, "held out for validation", c.validation());
    add(facts, "precision", c.precision() + ", on " + c.device());
    add(facts, "threads", c.threads() == 0 ? "one a processor" : c.threads());
  }

  private static void data(RunRecord.DataRecord data, List<Fact> facts) {
    if (data == null) {
      add(facts, "data", UNKNOWN);
      return;
    }
    add(facts, "data", data.name());
    add(facts, "from", data.provenance());
    add(
        facts,
        "training images",
        Words.count(data.trainImages()) + ", SHA-256 " + data.trainSha256());
    add(facts, "test images", Words.count(data.testImages()) + ", SHA-256 " + data.testSha256());
  }

  private static void recipe(ImageRecipe recipe, List<Fact> facts) {
    if (recipe != null) {
      add(facts, "sizing", recipe.sizing());
      add(
          facts,
          "split",
          recipe.testFraction() + " of each class held out, with seed " + recipe.splitSeed());
      add(facts, "files that can't be used", recipe.badFiles());
    }
  }

  private static void machine(Provenance p, List<Fact> facts) {
    if (p == null) {
      add(facts, "software and machine", UNKNOWN);
      return;
    }
    add(facts, "Pinwheel", p.pinwheel() + ", revision " + p.commit());
    add(facts, "engine", "LibTorch " + p.engine() + ", " + p.platform());
    add(facts, "Java", p.java());
    add(facts, "machine", p.processor() + ", " + p.processors() + " processors, " + p.system());
    add(facts, "begun", p.time());
  }

  private static void add(List<Fact> facts, String name, Object value) {
    facts.add(new Fact(name, Objects.toString(value, UNKNOWN)));
  }
}
