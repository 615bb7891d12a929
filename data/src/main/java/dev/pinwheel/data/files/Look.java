package dev.pinwheel.data.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an early look at every file of a set found: what is there, and what is wrong with it.
 *
 * @param listing the files
 * @param images those that can be read, in the listing's order
 * @param problems what is wrong, in the listing's order
 */
public record Look(Listing listing, List<Seen> images, List<Problem> problems) {
  /**
   * An image that can be read.
   *
   * @param entry the file
   * @param sha256 the file's hash
   * @param pixels the picture's hash: copies have the same one, however they were saved
   * @param height its rows
   * @param width its columns
   * @param channels 1 if all its pixels are grey, else 3
   * @param depth how fine its levels are
   */
  public record Seen(
      Listing.Entry entry,
      String sha256,
      String pixels,
      int height,
      int width,
      int channels,
      PixelImage.Depth depth) {
    /**
     * Returns the size in words.
     *
     * @return columns × rows, such as {@code 640×480}
     */
    public String size() {
      return width + "×" + height;
    }
  }

  /** Sizes up to this one are taken as they are; larger images would take long to train on. */
  public static final int LARGEST = 64;

  private static final int SMALLEST = 8;

  /**
   * Copies the lists.
   *
   * @param listing the files
   * @param images those that can be read
   * @param problems what is wrong
   */
  public Look {
    images = List.copyOf(images);
    problems = List.copyOf(problems);
  }

  /**
   * A sizing, and why it was chosen.
   *
   * @param sizing the sizing
   * @param why a sentence for people
   */
  public record Choice(Sizing sizing, String why) {}

  /** What the images are for. */
  public enum Use {
    /** To train and to test: a class needs images for both. */
    TRAINING,
    /** To try a model on: a single image of a class will do. */
    TRYING
  }

  /** Finds duplicates and contradictions among images, and classes that can't be used. */
  static Look of(Listing listing, List<Seen> read, List<Problem> broken, Use use) {
    List<Problem> problems = new ArrayList<>(listing.problems());
    problems.addAll(broken);
    Map<String, List<Seen>> byContent =
        read.stream()
            .collect(Collectors.groupingBy(Seen::pixels, HashMap::new, Collectors.toList()));
    List<Seen> kept = new ArrayList<>();
    for (Seen image : read) {
      List<Seen> same = byContent.get(image.pixels());
      Optional<Problem> problem = same.size() == 1 ? Optional.empty() : problem(image, same);
      problem.ifPresent(problems::add);
      if (problem.isEmpty() || problem.get().kind().weight() == Problem.Weight.TELLS) {
        kept.add(image);
      }
    }
    Look all = new Look(listing, kept, problems);
    return use == Use.TRAINING ? all.withoutSmallClasses() : all;
  }

  private static Optional<Problem> problem(Seen image, List<Seen> same) {
    for (Seen other : same) {
      if (!other.entry().label().equals(image.entry().label())) {
        return Optional.of(
            new Problem(
                Problem.Kind.CONTRADICTION,
                image.entry().where(),
                "is the same image as " + other.entry().where() + " of another class"));
      }
    }
    for (Seen other : same) {
      if (other.entry().part().compareTo(image.entry().part()) < 0) {
        return Optional.of(
            new Problem(
                Problem.Kind.LEAK,
                image.entry().where(),
                "is the same image as " + other.entry().where()));
      }
    }
    Seen first =
        same.stream()
            .filter(other -> other.entry().part() == image.entry().part())
            .findFirst()
            .orElseThrow();
    return first.equals(image)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Problem.Kind.DUPLICATE,
                image.entry().where(),
                "is the same image as " + first.entry().where()));
  }

  /** Without classes that have not an image for each part; those are problems. */
  private Look withoutSmallClasses() {
    Map<String, List<Seen>> byClass = byClass();
    List<Problem> all = new ArrayList<>(problems);
    List<String> small = new ArrayList<>();
    for (String label : listing.classes()) {
      List<Seen> own = byClass.getOrDefault(label, List.of());
      String lacking = lacking(own);
      if (lacking != null) {
        small.add(label);
        all.add(new Problem(Problem.Kind.EMPTY_CLASS, label, lacking));
      }
    }
    List<Seen> kept = images.stream().filter(s -> !small.contains(s.entry().label())).toList();
    return new Look(listing, kept, all);
  }

  private String lacking(List<Seen> own) {
    if (!listing.isSplit()) {
      long contents = own.stream().map(Seen::pixels).distinct().count();
      return contents >= 2
          ? null
          : "is a class with "
              + contents
              + " different images that can be read: at least 2 are needed, to train and to test";
    }
    boolean train = own.stream().anyMatch(s -> s.entry().part() == Listing.Part.TRAIN);
    return train ? null : "is a class without training images that can be read";
  }

  /**
   * Names what each image shows, for a split by content: copies get one name, the least of their
   * files' hashes, so that neither names nor order of files matter.
   *
   * @param images some of the images
   * @return a SHA-256 for each
   */
  List<String> contents(List<Seen> images) {
    Map<String, String> least = new HashMap<>();
    for (Seen image : this.images) {
      least.merge(image.pixels(), image.sha256(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
    return images.stream().map(image -> least.get(image.pixels())).toList();
  }

  private Map<String, List<Seen>> byClass() {
    return images.stream()
        .collect(Collectors.groupingBy(s -> s.entry().label(), TreeMap::new, Collectors.toList()));
  }

  /**
   * Counts the images of each class that can be read.
   *
   * @return the counts by class, in alphabetical order
   */
  public Map<String, Integer> classCounts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    byClass().forEach((label, own) -> counts.put(label, own.size()));
    return counts;
  }

  /**
   * Counts the images of each size.
   *
   * @return the counts by size, the most frequent first
   */
  public Map<String, Integer> sizes() {
    Map<String, Integer> counts = new TreeMap<>();
    images.forEach(s -> counts.merge(s.size(), 1, Integer::sum));
    Map<String, Integer> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return ordered;
  }

  /**
   * Returns how many channels the images need.
   *
   * @return 1 if all are grey, else 3
   */
  public int channels() {
    return images.stream().mapToInt(Seen::channels).max().orElse(1);
  }

  /**
   * Returns the problems for which a set is refused.
   *
   * @return those that stop, in order
   */
  public List<Problem> stopping() {
    return problems.stream().filter(p -> p.kind().weight() == Problem.Weight.STOPS).toList();
  }

  /**
   * Chooses a sizing: images that are all of one square size of at most {@link #LARGEST} rows stay
   * as they are; others are resized to a square of the median shorter side, at most {@link
   * #LARGEST}.
   *
   * @return the sizing and why
   */
  public Choice sizing() {
    int[] sides = images.stream().mapToInt(s -> Math.min(s.height(), s.width())).sorted().toArray();
    int median = sides.length == 0 ? SMALLEST : sides[sides.length / 2];
    int side = Math.max(SMALLEST, Math.min(LARGEST, median));
    Map<String, Integer> sizes = sizes();
    String most = sizes.keySet().stream().findFirst().orElse("");
    if (sizes.size() == 1 && most.equals(side + "×" + side)) {
      return new Choice(
          new Sizing(Sizing.Form.AS_IS, side, side), "all images are " + most + ", and stay so");
    }
    String found =
        sizes.size() == 1
            ? "all images are " + most
            : "images are of " + sizes.size() + " sizes, most often " + most;
    return new Choice(
        new Sizing(Sizing.Form.RESIZE, side, side),
        found + ": resized to " + side + "×" + side + "; --resize and --crop say otherwise");
  }
}
