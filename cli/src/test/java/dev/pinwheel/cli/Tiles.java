package dev.pinwheel.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Files of small images in two classes: bright middles, and bright borders. */
final class Tiles {
  private Tiles() {}

  /** Writes {@code count} images into each of the folders {@code disc} and {@code ring}. */
  static Path write(Path folder, int count, int size, long seed) throws IOException {
    Random random = new Random(seed);
    for (String label : new String[] {"disc", "ring"}) {
      Path own = Files.createDirectories(folder.resolve(label));
      for (int i = 0; i < count; i++) {
        ImageIO.write(
            image(label, size, random), "png", own.resolve("t%02d.png".formatted(i)).toFile());
      }
    }
    return folder;
  }

  private static BufferedImage image(String label, int size, Random random) {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double r = Math.hypot(x - (size - 1) / 2.0, y - (size - 1) / 2.0) / size;
        boolean bright = label.equals("disc") == r < 0.25;
        for (int b = 0; b < 3; b++) {
          image.getRaster().setSample(x, y, b, (bright ? 150 : 30) + random.nextInt(60));
        }
      }
    }
    return image;
  }
}
