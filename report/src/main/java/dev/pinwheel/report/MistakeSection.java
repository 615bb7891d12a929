package dev.pinwheel.report;

import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.report.picture.Picture;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The images that it was surest about, and wrong. */
final class MistakeSection {
  private static final int MOST = 24;

  private MistakeSection() {}

  static Section of(Subject subject) {
    return new Section(
        "mistakes",
        "Its surest mistakes",
        subject
            .judgement()
            .map(judgement -> blocks(subject.labels(), judgement))
            .orElseGet(() -> List.of(new Block.Note(subject.noImages()))));
  }

  private static List<Block> blocks(List<String> labels, Judgement judgement) {
    List<Integer> mistakes = judgement.mistakes(MOST);
    if (mistakes.isEmpty()) {
      return List.of(new Block.Paragraph("It made none."));
    }
    return List.of(
        new Block.Paragraph(
            "Wrong predictions, those of the greatest probability first. Look here for labels that"
                + " are wrong, and for what the training images lack."),
        new Block.Gallery(
            mistakes.stream().map(image -> entry(labels, judgement, image)).toList()));
  }

  private static Block.Entry entry(List<String> labels, Judgement judgement, int image) {
    return new Block.Entry(
        picture(judgement, image),
        "%s, taken for %s"
            .formatted(
                labels.get(judgement.images().label(image)),
                labels.get(judgement.predicted().get(image))),
        List.of(
            String.format(Locale.ROOT, "with %.2f %%", 100 * judgement.probability().get(image)),
            judgement.images().origin(image).orElseGet(() -> "image " + Words.count(image))));
  }

  static Picture picture(Judgement judgement, int image) {
    var shape = judgement.images().shape();
    float[] pixels = new float[shape.size()];
    judgement.images().copyImage(image, pixels, 0);
    double[] values = IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i]).toArray();
    return Picture.ofImage(values, shape.channels(), shape.height(), shape.width());
  }
}
