package dev.pinwheel.data.files;

/**
 * Something that is wrong with a file of a set, or with one of its classes.
 *
 * @param kind what sort of problem it is
 * @param where the file or class, as the folder or CSV names it
 * @param what what is wrong and what to do, in a few words
 */
public record Problem(Kind kind, String where, String what) {
  /** Sorts of problems. */
  public enum Kind {
    /** No image, a damaged one, or one of a kind that is not read. */
    UNREADABLE("unreadable", Weight.STOPS),
    /** An image that ends too early. */
    TRUNCATED("truncated", Weight.STOPS),
    /** More pixels than are decoded. */
    HUGE("too many pixels", Weight.STOPS),
    /** A size that the net does not take. */
    SIZE("of another size", Weight.STOPS),
    /** A file that is not there, or not below its folder. */
    MISSING("missing", Weight.STOPS),
    /** The same picture under two classes; none of the copies is taken. */
    CONTRADICTION("the same image in two classes, left out", Weight.LEFT_OUT),
    /** A class without images, or with too few to be split. */
    EMPTY_CLASS("class without enough images", Weight.STOPS),
    /** The same picture twice in one class; kept on one side of the split. */
    DUPLICATE("duplicate, on its original's side of the split", Weight.TELLS),
    /** The same picture in two parts of a split that the user made. */
    LEAK("in two parts of the split", Weight.TELLS);

    private final String words;
    private final Weight weight;

    Kind(String words, Weight weight) {
      this.words = words;
      this.weight = weight;
    }

    /**
     * Returns the kind in words.
     *
     * @return for a table, such as {@code too many pixels}
     */
    public String words() {
      return words;
    }

    /**
     * Returns whether a set with such a problem is taken as it is.
     *
     * @return the problem's weight
     */
    public Weight weight() {
      return weight;
    }
  }

  /** What a problem does. */
  public enum Weight {
    /** The set is refused, unless its files are skipped. */
    STOPS,
    /** The file is left out, and the set is taken. */
    LEFT_OUT,
    /** It is only told. */
    TELLS
  }
}
