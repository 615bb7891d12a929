package dev.pinwheel.data.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.Progress;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies are told by what they show, whatever file they are in. */
class CopiesTest {
  @TempDir Path folder;

  private Look look() {
    return OwnImages.look(folder, Look.Use.TRAINING, Progress.none());
  }

  private static BufferedImage grey(long seed) {
    return Drawn.noise(BufferedImage.TYPE_BYTE_GRAY, 9, 7, seed);
  }

  private static BufferedImage as(int type, BufferedImage image) {
    BufferedImage other = new BufferedImage(image.getWidth(), image.getHeight(), type);
    boolean deep = type == BufferedImage.TYPE_USHORT_GRAY;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int level = image.getRaster().getSample(x, y, 0);
        for (int band = 0; band < other.getRaster().getNumBands(); band++) {
          other.getRaster().setSample(x, y, band, deep ? 257 * level : level);
        }
      }
    }
    return other;
  }

  private void write(String name, BufferedImage image) throws IOException {
    String format = name.substring(name.lastIndexOf('.') + 1);
    Drawn.write(folder.resolve(name), Drawn.bytes(image, format));
  }

  private void filled() throws IOException {
    for (int i = 0; i < 10; i++) {
      write("a/" + i + ".png", grey(i));
      write("b/" + i + ".png", grey(100 + i));
    }
  }

  @Test
  void formatDepthAndChannelsMakeNoOtherPicture() throws IOException {
    filled();
    write("a/z1.bmp", grey(3));
    write("a/z2.tiff", grey(3));
    write("a/z3.png", as(BufferedImage.TYPE_3BYTE_BGR, grey(3)));
    write("a/z4.png", as(BufferedImage.TYPE_USHORT_GRAY, grey(3)));
    Look look = look();
    assertThat(look.problems())
        .allMatch(p -> p.kind() == Problem.Kind.DUPLICATE)
        .extracting(Problem::where)
        .containsExactly("a/z1.bmp", "a/z2.tiff", "a/z3.png", "a/z4.png");
    assertThat(look.contents(look.images()).stream().distinct()).hasSize(20);
  }

  @Test
  void anotherShapeOrLevelIsAnotherPicture() throws IOException {
    filled();
    write("a/lying.png", new BufferedImage(8, 9, BufferedImage.TYPE_BYTE_GRAY));
    write("a/standing.png", new BufferedImage(9, 8, BufferedImage.TYPE_BYTE_GRAY));
    BufferedImage brighter = grey(3);
    brighter.getRaster().setSample(8, 6, 0, brighter.getRaster().getSample(8, 6, 0) ^ 1);
    write("a/brighter.png", brighter);
    assertThat(look().problems()).isEmpty();
  }

  @Test
  void aCopyInAnotherFormatIsFoundInAnotherClassAndInAnotherPart() throws IOException {
    for (String part : List.of("train", "val", "test")) {
      for (int i = 0; i < 3; i++) {
        write(part + "/a/" + i + ".png", grey(part.hashCode() + i));
        write(part + "/b/" + i + ".png", grey(part.hashCode() + 50 + i));
      }
    }
    write("val/a/leak.bmp", grey("train".hashCode()));
    write("test/b/leak.bmp", grey("val".hashCode() + 50));
    write("train/b/both.bmp", grey("train".hashCode() + 1));
    TreeMap<String, Problem.Kind> kinds = new TreeMap<>();
    look().problems().forEach(p -> kinds.put(p.where(), p.kind()));
    assertThat(kinds)
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    "val/a/leak.bmp", Problem.Kind.LEAK,
                    "test/b/leak.bmp", Problem.Kind.LEAK,
                    "train/a/1.png", Problem.Kind.CONTRADICTION,
                    "train/b/both.bmp", Problem.Kind.CONTRADICTION)));
  }

  @Test
  void theSplitKeepsCopiesTogetherWhateverTheyAreCalled() throws IOException {
    filled();
    write("a/z.bmp", grey(3));
    Look before = look();
    List<String> names = before.contents(before.images());
    Files.move(folder.resolve("a/3.png"), folder.resolve("a/zz.png"));
    Files.move(folder.resolve("a/z.bmp"), folder.resolve("a/0a.bmp"));
    Look after = look();
    assertThat(after.contents(after.images())).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aSingleImageOfAClassWillDoToTryAModelOn() throws IOException {
    filled();
    write("c/one.png", grey(999));
    assertThat(look().classCounts()).containsOnlyKeys("a", "b");
    Look trying = OwnImages.look(folder, Look.Use.TRYING, Progress.none());
    assertThat(trying.problems()).isEmpty();
    assertThat(trying.classCounts()).containsEntry("c", 1).hasSize(3);
  }
}
