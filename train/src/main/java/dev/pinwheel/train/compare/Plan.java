package dev.pinwheel.train.compare;

import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.ImageNets;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.nn.Net;
import dev.pinwheel.train.OptionsOf;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.TrainConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A comparison before it is run; {@code plan.json} holds it, so that it can be gone on with.
 *
 * @param config the recipe that all share: data, first seed, batch size, precision, threads, …; its
 *     epochs are the slowest contender's on all images, its net is not used
 * @param seeds how many seeds
 * @param fractions of the training images, ascending, the last one 1
 * @param parameters every net's budget
 * @param entries the contenders
 * @param images how the images were made of one's own files; null for a data set by name
 */
public record Plan(
    TrainConfig config,
    int seeds,
    List<Double> fractions,
    long parameters,
    List<Entry> entries,
    ImageRecipe images) {
  /** The file in the comparison's folder that holds it. */
  static final String FILE = "plan.json";

  /** A small fraction is passed over more often, but not more than so many times as often. */
  static final double MOST_OFTEN = 4;

  /**
   * A contender and what it gets.
   *
   * @param contender the contender
   * @param parameters its net's
   * @param multiplyAdds its net's, for one image
   * @param secondsPerImage of a training step, measured when the plan was made
   * @param epochs passes over all training images, in about the same time as the others'
   */
  public record Entry(
      Contender contender,
      long parameters,
      long multiplyAdds,
      double secondsPerImage,
      int epochs) {}

  /**
   * Checks the numbers and copies the lists.
   *
   * @param config the recipe that all share
   * @param seeds how many seeds
   * @param fractions of the training images
   * @param parameters every net's budget
   * @param entries the contenders
   * @param images how the images were made of one's own files; null for a data set by name
   * @throws IllegalArgumentException if there is no seed, or the fractions are not ascending from
   *     above 0 to 1
   */
  public Plan {
    fractions = List.copyOf(fractions);
    entries = List.copyOf(entries);
    if (seeds < 1) {
      throw new IllegalArgumentException("seeds must be at least 1, not " + seeds);
    }
    requireFractions(fractions);
  }

  /**
   * Checks fractions, before anything is loaded or timed.
   *
   * @param fractions of the training images
   * @throws IllegalArgumentException if they are not ascending from above 0 to 1, or two are the
   *     same to a hundredth of a percent
   */
  public static void requireFractions(List<Double> fractions) {
    double before = 0;
    for (double fraction : fractions) {
      if (!(fraction > before) || Comparison.percent(fraction).equals(Comparison.percent(before))) {
        throw new IllegalArgumentException(
            "fractions "
                + fractions
                + ": use ascending ones from 0.0001, apart by as much, such as 0.05,0.1,0.25,1");
      }
      before = fraction;
    }
    if (before != 1) {
      throw new IllegalArgumentException("fractions " + fractions + ": the last one must be 1");
    }
  }

  /**
   * Checks who takes part, before anything is loaded or timed.
   *
   * @param contenders who takes part
   * @throws IllegalArgumentException if one does twice, or there is no plain or no equivariant one
   */
  public static void requireContenders(List<Contender> contenders) {
    Set<String> seen = new HashSet<>();
    for (Contender contender : contenders) {
      if (!seen.add(contender.name())) {
        throw new IllegalArgumentException(
            contender.name() + " takes part twice: name each net once");
      }
    }
    if (contenders.stream().noneMatch(Contender::hasPlainNet)
        || contenders.stream().allMatch(Contender::hasPlainNet)) {
      throw new IllegalArgumentException(
          "a comparison takes a plain net (z2 or z2-rotated) and an equivariant one (p4, p4m, …)");
    }
  }

  /**
   * Makes a plan: nets of one number of parameters, and epochs of one time, by timing a few
   * training steps of each.
   *
   * @param config the recipe that all share; its epochs are the slowest contender's
   * @param seeds how many seeds
   * @param fractions of the training images
   * @param contenders who takes part, at least a plain and an equivariant one
   * @param data the images
   * @return the plan
   * @throws IllegalArgumentException if a plain or an equivariant contender is missing, or a group
   *     can't act on such images
   */
  public static Plan make(
      TrainConfig config,
      int seeds,
      List<Double> fractions,
      List<Contender> contenders,
      TrainTest data) {
    requireContenders(contenders);
    long budget = ImageNets.budget(data.train().count());
    List<Net> nets = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (Contender contender : contenders) {
      Net net = net(contender, data.train(), budget).build(OptionsOf.images(data.train()));
      nets.add(net);
      times.add(StepTime.perImage(net, config));
    }
    double slowest = times.stream().mapToDouble(t -> t).max().orElseThrow();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < nets.size(); i++) {
      Net net = nets.get(i);
      int epochs = (int) Math.max(1, Math.round(config.epochs() * slowest / times.get(i)));
      entries.add(
          new Entry(
              contenders.get(i), net.parameterCount(), net.multiplyAdds(), times.get(i), epochs));
    }
    return new Plan(config, seeds, fractions, budget, entries, data.recipe().orElse(null));
  }

  /**
   * Reads the plan of a comparison that was begun.
   *
   * @param folder the comparison's
   * @return the plan, if there is one
   */
  public static Optional<Plan> read(RunFolder folder) {
    return folder.readJson(FILE, Plan.class);
  }

  /** The net of a contender. */
  static NamedNet net(Contender contender, LabelledImages images, long budget) {
    return ImageNets.ofBudget(contender.group(), OptionsOf.images(images), budget).named();
  }

  /** How many passes a contender gets over a fraction of the images. */
  int epochs(Entry entry, double fraction) {
    return (int) Math.max(1, Math.round(entry.epochs() * Math.min(1 / fraction, MOST_OFTEN)));
  }
}
