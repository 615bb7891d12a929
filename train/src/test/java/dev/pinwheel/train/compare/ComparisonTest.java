package dev.pinwheel.train.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  private static final TrainConfig CONFIG =
      TrainConfig.of("images", "bars").epochs(1).batchSize(16).threads(1).build();

  @TempDir Path folder;

  /** Bars that lie or stand, at any place. */
  private static LabelledImages bars(String name, int count, long seed) {
    Random random = new Random(seed);
    LabelledImages.Builder images = LabelledImages.builder(name, new ImageShape(1, 8, 8), 2);
    for (int i = 0; i < count; i++) {
      float[] pixels = new float[64];
      int line = random.nextInt(8);
      for (int k = 0; k < 8; k++) {
        pixels[i % 2 == 0 ? 8 * line + k : 8 * k + line] = 0.5f + 0.5f * random.nextFloat();
      }
      images.add(pixels, 0, i % 2);
    }
    return images.build();
  }

  private static TrainTest data() {
    return new TrainTest("bars", "drawn by a test", bars("train", 64, 1), bars("test", 20, 2));
  }

  private static Plan plan(int seeds, Plan.Entry... entries) {
    return new Plan(CONFIG, seeds, List.of(0.25, 1.0), 12_000, List.of(entries), null);
  }

  private static Plan.Entry entry(String name, int epochs) {
    return new Plan.Entry(Contender.parse(name), 1, 1, 1, epochs);
  }

  private static Comparison.Line line(String name, double fraction, double mean, double deviation) {
    return new Comparison.Line(
        name, fraction, (int) (1000 * fraction), 1, List.of(), mean, deviation, 1);
  }

  @Test
  void allNetsHaveOneNumberOfParametersAndTheFasterMoreEpochs() {
    Plan plan =
        Plan.make(
            CONFIG.with().epochs(100).build(),
            1,
            List.of(1.0),
            List.of(Contender.PLAIN, Contender.parse("p4m")),
            data());
    double slowest =
        plan.entries().stream().mapToDouble(Plan.Entry::secondsPerImage).max().orElseThrow();
    assertThat(plan.entries())
        .allSatisfy(
            e -> {
              assertThat((double) e.parameters()).isCloseTo(12_000, within(1_500.0));
              assertThat((double) e.epochs())
                  .isCloseTo(100 * slowest / e.secondsPerImage(), within(0.5));
            });
    assertThat(plan.entries().get(1).multiplyAdds())
        .isGreaterThan(4 * plan.entries().get(0).multiplyAdds());
  }

  @Test
  void aSmallerFractionIsPartOfALargerOneAndKeepsTheClasses() {
    LabelledImages images = bars("train", 64, 1);
    LabelledImages quarter = Fractions.of(images, 0.25, 5);
    LabelledImages half = Fractions.of(images, 0.5, 5);
    assertThat(quarter.classCounts()).containsExactly(8, 8);
    assertThat(hashes(half)).containsAll(hashes(quarter)).hasSize(32);
    assertThat(hashes(Fractions.of(images, 0.25, 6))).isNotEqualTo(hashes(quarter));
    assertThat(Fractions.of(images, 1, 5)).isSameAs(images);
  }

  private static List<String> hashes(LabelledImages images) {
    List<String> hashes = new ArrayList<>();
    for (int i = 0; i < images.count(); i++) {
      hashes.add(images.subset("one", new int[] {i}).sha256());
    }
    return hashes;
  }

  @Test
  void aComparisonRunsGoesOnAndLeavesPageAndPlot() throws IOException {
    Plan plan = plan(1, entry("z2", 2), entry("p4", 1));
    List<String> told = new ArrayList<>();
    RunFolder run = new RunFolder(folder);
    Comparison first =
        Comparison.run(
            plan,
            data(),
            run,
            (number, total, words) -> {
              told.add(number + "/" + total + " " + words);
              return new TrainListener() {};
            });
    assertThat(told)
        .containsExactly(
            "1/4 z2, 25% of the images, seed 0",
            "2/4 p4, 25% of the images, seed 0",
            "3/4 z2, 100% of the images, seed 0",
            "4/4 p4, 100% of the images, seed 0");
    assertThat(first.lines()).extracting(Comparison.Line::epochs).containsExactly(8, 4, 2, 1);
    assertThat(first.lines()).extracting(Comparison.Line::images).containsExactly(16, 16, 64, 64);
    assertThat(Files.readString(folder.resolve("compare.md")))
        .contains("# Does symmetry help on bars?", "| z2 | 16 | 25% | 8 |", "SHA-256");
    assertThat(folder.resolve("compare.png")).isNotEmptyFile();
    assertThat(Plan.read(run)).contains(plan);

    Files.delete(folder.resolve("p4/100%-seed-0/result.json"));
    Files.delete(folder.resolve("p4/100%-seed-0/weights.safetensors"));
    Comparison again =
        Comparison.run(plan, data(), run, (number, total, words) -> new TrainListener() {});
    assertThat(again.lines())
        .extracting(Comparison.Line::errors)
        .isEqualTo(first.lines().stream().map(Comparison.Line::errors).toList());
  }

  @Test
  void aClearGainIsToldAndWhereItIsReached() {
    Plan plan = plan(3, entry("z2", 1), entry("p4", 1));
    List<String> words =
        Verdict.of(
            plan,
            List.of(
                line("z2", 0.25, 0.10, 0.01),
                line("p4", 0.25, 0.05, 0.01),
                line("z2", 1, 0.06, 0.002),
                line("p4", 1, 0.03, 0.002)),
            10_000);
    assertThat(words)
        .containsExactly(
            "With all images p4 errs on 3.00 ± 0.20 % and z2, the plain net, on 6.00 ± 0.20 %.",
            "Symmetry helps: the error is 50 % lower, more than chance makes.",
            "With 25% of the images (250 of 1,000) p4 errs no more than the plain net with all, in"
                + " the mean over seeds.");
  }

  @Test
  void thatTheBestOfSeveralWasChosenIsSaid() {
    Plan plan = plan(3, entry("z2", 1), entry("z2-rotated", 1), entry("p4", 1));
    List<String> words =
        Verdict.of(
            plan,
            List.of(
                line("z2", 1, 0.06, 0.002),
                line("z2-rotated", 1, 0.07, 0.002),
                line("p4", 1, 0.03, 0.002)),
            10_000);
    assertThat(words.get(0)).contains("z2, the better plain net,");
    assertThat(words.get(2)).contains("the best by these very errors");
  }

  private static String second(double plain, double own, double deviation, int seeds, int images) {
    return Verdict.of(
            plan(seeds, entry("z2", 1), entry("p4", 1)),
            List.of(line("z2", 1, plain, deviation), line("p4", 1, own, deviation)),
            images)
        .get(1);
  }

  /**
   * Of three seeds with equal deviations s and endless test images the bar is t(0.975; 4) = 2.776
   * times s √(2/3); of two seeds t(0.975; 2) = 4.303 times s. Without deviations it is 1.960 times
   * the sampling of the test images.
   */
  @Test
  void theBarIsStudents() {
    int endless = Integer.MAX_VALUE;
    double three = 2.776 * 0.001 * Math.sqrt(2.0 / 3);
    assertThat(second(0.05, 0.05 - 1.02 * three, 0.001, 3, endless)).contains("helps");
    assertThat(second(0.05, 0.05 - 0.98 * three, 0.001, 3, endless)).contains("no clear gain");
    double two = 4.303 * 0.001;
    assertThat(second(0.05, 0.05 - 1.02 * two, 0.001, 2, endless)).contains("helps");
    assertThat(second(0.05, 0.05 - 0.98 * two, 0.001, 2, endless)).contains("no clear gain");
    // √(0.06·0.94/1000 + 0.04·0.96/1000) = 0.00974; times 1.960 it is 0.0191.
    assertThat(second(0.06, 0.04, 0, 3, 1000)).contains("helps");
    assertThat(second(0.06, 0.042, 0, 3, 1000)).contains("no clear gain");
  }

  @Test
  void theOtherWayAndOneSeedAreToldSo() {
    Plan plan = plan(3, entry("z2", 1), entry("p4", 1));
    List<String> worse =
        Verdict.of(plan, List.of(line("z2", 1, 0.02, 0.002), line("p4", 1, 0.05, 0.002)), 10_000);
    assertThat(worse.get(1)).contains("hurts");
    assertThat(worse.get(2)).contains("No equivariant net");
    List<String> single =
        Verdict.of(
            plan(1, entry("z2", 1), entry("p4", 1)),
            List.of(line("z2", 1, 0.06, Double.NaN), line("p4", 1, 0.03, Double.NaN)),
            10_000);
    assertThat(single).hasSize(2);
    assertThat(single.get(1)).contains("one seed");
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThatThrownBy(() -> Contender.parse("z3")).hasMessageContaining("did you mean");
    assertThatThrownBy(() -> Plan.make(CONFIG, 1, List.of(1.0), List.of(Contender.PLAIN), data()))
        .hasMessageContaining("and an equivariant one");
    assertThatThrownBy(() -> new Plan(CONFIG, 1, List.of(0.5, 0.2, 1.0), 1, List.of(), null))
        .hasMessageContaining("ascending");
    assertThatThrownBy(() -> Plan.requireFractions(List.of(0.1, 0.10001, 1.0)))
        .hasMessageContaining("apart");
    assertThatThrownBy(() -> Plan.requireFractions(List.of(0.00001, 1.0)))
        .hasMessageContaining("apart");
    assertThatThrownBy(
            () ->
                Plan.requireContenders(
                    List.of(Contender.PLAIN, Contender.parse("p4"), Contender.parse("p4"))))
        .hasMessageContaining("p4 takes part twice");
    assertThatThrownBy(() -> new Plan(CONFIG, 1, List.of(0.5), 1, List.of(), null))
        .hasMessageContaining("the last one must be 1");
    assertThatThrownBy(() -> new Plan(CONFIG, 0, List.of(1.0), 1, List.of(), null))
        .hasMessageContaining("seeds must be at least 1");
  }
}
