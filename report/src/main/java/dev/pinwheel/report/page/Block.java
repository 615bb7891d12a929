package dev.pinwheel.report.page;

import dev.pinwheel.report.picture.Picture;
import dev.pinwheel.report.picture.Plot;
import java.util.List;

/** A part of a section. */
public sealed interface Block
    permits Block.Paragraph,
        Block.Note,
        Block.Verdict,
        Block.Facts,
        Block.Chart,
        Block.Row,
        Block.Gallery,
        Table,
        ConfusionTable,
        MapTable {
  /** How a verdict turned out. */
  enum Tone {
    /** As one hopes. */
    GOOD,
    /** Not as one hopes. */
    BAD,
    /** Neither. */
    NEUTRAL
  }

  /**
   * A sentence or more.
   *
   * @param text for people
   */
  record Paragraph(String text) implements Block {}

  /**
   * What is missing, and why.
   *
   * @param text for people
   */
  record Note(String text) implements Block {}

  /**
   * A result that one should see first.
   *
   * @param tone how it turned out
   * @param headline in a few words
   * @param detail a sentence
   */
  record Verdict(Tone tone, String headline, String detail) implements Block {}

  /**
   * Names and values, one below the other.
   *
   * @param facts in order
   */
  record Facts(List<Fact> facts) implements Block {
    /**
     * Copies the list.
     *
     * @param facts in order
     */
    public Facts {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A plot.
   *
   * @param plot the picture
   * @param description what is to be seen, for those who can't see it
   */
  record Chart(Plot plot, String description) implements Block {}

  /**
   * Several blocks beside each other where there is room.
   *
   * @param blocks in order
   */
  record Row(List<Block> blocks) implements Block {
    /**
     * Copies the list.
     *
     * @param blocks in order
     */
    public Row {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * Pictures with captions.
   *
   * @param entries in order
   */
  record Gallery(List<Entry> entries) implements Block {
    /**
     * Copies the list.
     *
     * @param entries in order
     */
    public Gallery {
      entries = List.copyOf(entries);
    }
  }

  /**
   * A picture of a gallery.
   *
   * @param picture the picture, shown enlarged
   * @param headline what it is, in a few words
   * @param lines more about it
   */
  record Entry(Picture picture, String headline, List<String> lines) {
    /**
     * Copies the list.
     *
     * @param picture the picture, shown enlarged
     * @param headline what it is, in a few words
     * @param lines more about it
     */
    public Entry {
      lines = List.copyOf(lines);
    }
  }
}
