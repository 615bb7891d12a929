package dev.pinwheel.train.compare;

import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.train.Provenance;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** A comparison as Markdown. */
final class ComparisonPage {
  private ComparisonPage() {}

  static void write(Comparison found, Path folder) {
    AtomicFile.write(folder.resolve("compare.md"), text(found).getBytes(StandardCharsets.UTF_8));
  }

  static String text(Comparison found) {
    Plan plan = found.plan();
    StringBuilder page = new StringBuilder();
    page.append("# Does symmetry help on ").append(found.data().name()).append("?\n\n");
    found.conclusion().forEach(sentence -> page.append(sentence).append('\n'));
    page.append("\n![error against images](compare.png)\n\n");
    page.append("Test error of the last epoch, mean ± sample deviation over ");
    page.append(plan.seeds()).append(plan.seeds() == 1 ? " seed.\n\n" : " seeds.\n\n");
    page.append("| net | images | of all | epochs | error | seconds a run |\n");
    page.append("|---|---:|---:|---:|---:|---:|\n");
    for (Comparison.Line line : found.lines()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %s | %d | %s | %.0f |%n",
              line.contender(),
              line.images(),
              Comparison.percent(line.fraction()),
              line.epochs(),
              Verdict.error(line),
              line.seconds()));
    }
    page.append("\n| net | group | augmentation | parameters | multiply-adds an image |\n");
    page.append("|---|---|---|---:|---:|\n");
    for (Plan.Entry entry : plan.entries()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %,d | %,d |%n",
              entry.contender().name(),
              entry.contender().group(),
              entry.contender().augmentation(),
              entry.parameters(),
              entry.multiplyAdds()));
    }
    page.append(
        "\nAll nets have about the same number of parameters. Epochs are so many that by the time");
    page.append(" of a step all would take the same; fractions get up to ");
    page.append((int) Plan.MOST_OFTEN)
        .append(" times as many. What runs took is in the table.\n\n");
    provenance(page, found);
    return page.toString();
  }

  private static void provenance(StringBuilder page, Comparison found) {
    Provenance p = found.provenance();
    page.append("| provenance | |\n|---|---|\n");
    row(
        page,
        "training images",
        found.data().trainImages() + ", SHA-256 " + found.data().trainSha256());
    row(page, "test images", found.data().testImages() + ", SHA-256 " + found.data().testSha256());
    row(page, "Pinwheel", p.pinwheel() + ", " + p.commit());
    row(page, "engine", "LibTorch " + p.engine() + ", " + found.plan().config().precision());
    row(page, "machine", p.processor() + ", " + p.processors() + " processors");
    row(page, "finished", p.time());
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
