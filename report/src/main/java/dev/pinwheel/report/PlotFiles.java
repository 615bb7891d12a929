package dev.pinwheel.report;

import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.picture.Plot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The plots of a report, which are files beside the page, too. Not for several threads. */
final class PlotFiles {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** Keeps a plot and shows it. */
  Block show(Plot plot, String description) {
    keep(plot);
    return new Block.Chart(plot, description);
  }

  /** Keeps a plot. */
  void keep(Plot plot) {
    keep(plot.name(), plot.light().png());
  }

  /** Keeps a picture. */
  void keep(String name, byte[] png) {
    files.put(name + ".png", png);
  }

  /** Writes all of them. */
  void write(Path folder) {
    files.forEach((name, png) -> AtomicFile.write(folder.resolve(name), png));
  }
}
