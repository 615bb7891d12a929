package dev.pinwheel.cli;

import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.files.Look;
import dev.pinwheel.data.files.OwnImages;
import dev.pinwheel.data.files.Sizing;
import dev.pinwheel.models.ImageNets;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.nn.Model;
import dev.pinwheel.train.ClassWeights;
import dev.pinwheel.train.OptionsOf;
import dev.pinwheel.train.TrainConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A training on images of one's own, made ready: looked at, sized, split, and a net chosen. Every
 * choice is told.
 *
 * @param net the net that was named or chosen
 * @param images the sets
 */
record OwnTraining(NamedNet net, TrainTest images) {
  /** How far from the images' own size a net's is looked for. */
  private static final int SEARCH = 64;

  /**
   * Makes it ready.
   *
   * @param named the net's name, or null to choose one
   * @param group of a net that is chosen
   */
  static OwnTraining prepare(
      Terminal terminal, Path source, OwnImagesOptions options, String named, String group) {
    NamedNet net = named == null ? null : NetNames.get(named);
    TrainTest images = sets(terminal, source, options, net);
    if (net == null) {
      ImageNets.Choice chosen =
          ImageNets.choose(group, OptionsOf.images(images.train()), images.train().count());
      net = chosen.net();
      terminal.out().println("net      " + net.name() + ": " + chosen.why());
      terminal.out().flush();
    }
    return new OwnTraining(net, images);
  }

  /** Looks, sizes and splits; for a net, if there is one, to a size that it takes. */
  static TrainTest sets(Terminal terminal, Path source, OwnImagesOptions options, NamedNet net) {
    Bars bars = new Bars(terminal);
    Look look = OwnImages.look(source, Look.Use.TRAINING, bars);
    LookReport.print(terminal, look);
    List<String> classes = List.copyOf(look.classCounts().keySet());
    Look.Choice choice = options.sizing(look);
    if (net != null && options.sizing().isEmpty()) {
      choice = fitting(choice, net, look.channels(), classes.size());
    }
    ImageRecipe recipe =
        new ImageRecipe(
            look.listing().source().toString(),
            classes,
            look.channels(),
            choice.sizing().toString(),
            options.testFraction(),
            options.splitSeed(),
            options.badFiles());
    TrainTest images = OwnImages.load(look, recipe, bars);
    terminal.out().println("size     " + choice.why());
    terminal.out().println("split    " + split(look, images, recipe));
    terminal.out().flush();
    return images;
  }

  /** Says how much each class counts in the loss, where that is not the same for all. */
  static void tellWeights(Terminal terminal, TrainConfig config, TrainTest images) {
    float[] weights = ClassWeights.parse(config.classWeights()).of(images.train().classCounts());
    if (weights.length > 0) {
      List<String> names = images.recipe().map(ImageRecipe::classes).orElse(List.of());
      String each =
          IntStream.range(0, weights.length)
              .mapToObj(
                  c ->
                      String.format(
                          Locale.ROOT, "%s %.2f", names.isEmpty() ? c : names.get(c), weights[c]))
              .collect(Collectors.joining(", "));
      terminal.out().println("weights  " + each + " in the loss, as classes are uneven");
    }
  }

  private static String split(Look look, TrainTest images, ImageRecipe recipe) {
    String counts =
        String.format(
            Locale.ROOT,
            "%,d images to train on, %,d to test",
            images.train().count(),
            images.test().count());
    String validation =
        images
            .validation()
            .map(v -> String.format(Locale.ROOT, ", %,d to watch meanwhile", v.count()))
            .orElse("");
    String rule =
        look.listing().isSplit()
            ? ", as you split them"
            : ", by content and class with seed " + recipe.splitSeed();
    return counts + validation + rule;
  }

  /** The size nearest to the images' own that a net takes, without breaking the size rule. */
  private static Look.Choice fitting(Look.Choice wanted, NamedNet net, int channels, int classes) {
    int side = wanted.sizing().height();
    for (int d = 0; d < SEARCH; d++) {
      for (int n : new int[] {side + d, side - d}) {
        if (n > 0 && takes(net, new ModelOptions(channels, n, n, classes))) {
          return n == side
              ? wanted
              : new Look.Choice(
                  new Sizing(Sizing.Form.RESIZE, n, n),
                  "images resized to %d×%d, the nearest size that %s takes; --resize and --crop say otherwise"
                      .formatted(n, n, net.name()));
        }
      }
    }
    return wanted;
  }

  private static boolean takes(NamedNet net, ModelOptions options) {
    try {
      Model.requireClassifier(net.build(options));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
