package dev.pinwheel.data.files;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.Hashes;
import dev.pinwheel.data.ImageRecipe;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** From a folder or a CSV to labelled images in memory. */
public final class OwnImages {
  private OwnImages() {}

  /**
   * Looks at every file: decodes it, hashes it, and keeps what is said of it.
   *
   * @param source a folder or a CSV, as {@link Listing#of} takes it
   * @param use what the images are for
   * @param progress told of files
   * @return what was found, good and bad
   * @throws DataException if the source has not the form of a set
   */
  public static Look look(Path source, Look.Use use, Progress progress) {
    Listing listing = Listing.of(source);
    List<Listing.Entry> entries = listing.entries();
    Object[] found = new Object[entries.size()];
    try (Progress.Task task =
        progress.begin("looking at files", Progress.Unit.ITEMS, entries.size())) {
      IntStream.range(0, found.length)
          .parallel()
          .forEach(
              i -> {
                found[i] = look(entries.get(i));
                task.advance(1);
              });
    }
    List<Look.Seen> seen = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Object one : found) {
      if (one instanceof Look.Seen image) {
        seen.add(image);
      } else {
        problems.add((Problem) one);
      }
    }
    return Look.of(listing, seen, problems, use);
  }

  private static Object look(Listing.Entry entry) {
    try {
      byte[] bytes = Intake.bytes(entry.file());
      PixelImage image = ImageDecoder.decode(bytes);
      return new Look.Seen(
          entry,
          Hashes.sha256(bytes),
          image.sha256(),
          image.shape().height(),
          image.shape().width(),
          image.isGrey() ? 1 : 3,
          image.depth());
    } catch (BadImageException e) {
      return new Problem(e.kind(), entry.where(), e.getMessage());
    }
  }

  /**
   * Makes the sets that a recipe describes, from its files as they are now.
   *
   * @param recipe the recipe
   * @param progress told of files
   * @return the training and the test set, and the validation set if the user split one off
   * @throws DataException if files can't be used, or the set does not fit into memory
   */
  public static TrainTest load(ImageRecipe recipe, Progress progress) {
    return load(look(Path.of(recipe.source()), Look.Use.TRAINING, progress), recipe, progress);
  }

  /**
   * Makes the sets that a recipe describes.
   *
   * @param look what was found in the recipe's files
   * @param recipe the recipe
   * @param progress told of files
   * @return the training and the test set, and the validation set if the user split one off
   * @throws DataException if files can't be used, or the set does not fit into memory
   */
  public static TrainTest load(Look look, ImageRecipe recipe, Progress progress) {
    if (recipe.badFiles() == ImageRecipe.BadFiles.STOP && !look.stopping().isEmpty()) {
      throw refusal(look, recipe.source());
    }
    if (recipe.classes().size() < 2) {
      throw new DataException(
          recipe.source()
              + " has images that can be used of the classes "
              + recipe.classes()
              + ": two or more are needed");
    }
    Intake intake = new Intake(recipe.channels(), Sizing.parse(recipe.sizing()));
    List<Look.Seen> images =
        look.images().stream().filter(s -> recipe.classes().contains(s.entry().label())).toList();
    Listing.Part[] parts = parts(look, images, recipe);
    String name = recipe.source();
    LabelledImages.Builder train = builder(name + "/train", intake, recipe.classes());
    LabelledImages.Builder validation = builder(name + "/validation", intake, recipe.classes());
    LabelledImages.Builder test = builder(name + "/test", intake, recipe.classes());
    new Loading(intake, recipe.classes())
        .run(
            images,
            i ->
                switch (parts[i]) {
                  case TEST -> test;
                  case VALIDATION -> validation;
                  default -> train;
                },
            progress);
    if (train.count() == 0 || test.count() == 0) {
      throw new DataException(
          "%s has %,d training and %,d test images that can be used: both are needed"
              .formatted(name, train.count(), test.count()));
    }
    return new TrainTest(
        name,
        provenance(look, recipe),
        train.build(),
        test.build(),
        validation.count() == 0 ? Optional.empty() : Optional.of(validation.build()),
        Optional.of(recipe));
  }

  /**
   * Takes all images of a folder or CSV as one set, for a model that knows their classes.
   *
   * @param look what was found
   * @param intake how files become images
   * @param classes the model's classes
   * @param progress told of files
   * @return the images
   * @throws DataException if files can't be used, or are of a class that the model does not know
   */
  public static LabelledImages all(
      Look look, Intake intake, List<String> classes, Progress progress) {
    for (String label : look.listing().classes()) {
      if (!classes.contains(label)) {
        throw new DataException(
            "%s has images of '%s', and the model knows %s"
                .formatted(look.listing().source(), label, String.join(", ", classes)));
      }
    }
    LabelledImages.Builder all = builder(look.listing().source().toString(), intake, classes);
    new Loading(intake, classes).run(look.images(), i -> all, progress);
    return all.build();
  }

  private static DataException refusal(Look look, String source) {
    List<Problem> all = look.stopping();
    return new DataException(
        "%s: %s can't be used, the first: %s %s; 'pinwheel data look %s' lists them, and --bad-files skip leaves them out"
            .formatted(
                source,
                all.size() == 1 ? "1 file or class" : "%,d files or classes".formatted(all.size()),
                all.get(0).where(),
                all.get(0).what(),
                source));
  }

  private static Listing.Part[] parts(Look look, List<Look.Seen> images, ImageRecipe recipe) {
    if (look.listing().isSplit()) {
      return images.stream().map(s -> s.entry().part()).toArray(Listing.Part[]::new);
    }
    boolean[] heldOut =
        StratifiedSplit.heldOut(
            look.contents(images),
            images.stream().map(s -> s.entry().label()).toList(),
            recipe.testFraction(),
            recipe.splitSeed());
    return IntStream.range(0, heldOut.length)
        .mapToObj(i -> heldOut[i] ? Listing.Part.TEST : Listing.Part.TRAIN)
        .toArray(Listing.Part[]::new);
  }

  private static String provenance(Look look, ImageRecipe recipe) {
    String split =
        look.listing().isSplit()
            ? "split by the user"
            : "%s of each class held out with seed %d"
                .formatted(recipe.testFraction(), recipe.splitSeed());
    return "files of %s, %s, %s".formatted(recipe.source(), recipe.sizing(), split);
  }

  private static LabelledImages.Builder builder(String name, Intake intake, List<String> classes) {
    return LabelledImages.builder(name, intake.shape(), classes.size());
  }
}
