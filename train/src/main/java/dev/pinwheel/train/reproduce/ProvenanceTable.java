package dev.pinwheel.train.reproduce;

import dev.pinwheel.train.Provenance;
import dev.pinwheel.train.RunRecord;
import java.util.List;
import java.util.stream.Collectors;

/** The table at the end of a page: what command, data, software and machine made it. */
final class ProvenanceTable {
  private ProvenanceTable() {}

  static void append(
      StringBuilder page,
      String command,
      RunRecord.DataRecord data,
      String augmentation,
      Provenance p,
      List<String> commits) {
    page.append("| provenance | |\n|---|---|\n");
    row(page, "command", "`" + command + "`");
    row(page, "training images", data.trainImages() + ", SHA-256 " + data.trainSha256());
    row(page, "test images", data.testImages() + ", SHA-256 " + data.testSha256());
    row(page, "augmentation", augmentation);
    String trained = commits.stream().distinct().collect(Collectors.joining(", "));
    row(
        page,
        "Pinwheel",
        p.pinwheel() + ", trained by revision " + trained + ", evaluated by " + p.commit());
    row(page, "engine", "LibTorch " + p.engine() + ", " + p.platform());
    row(page, "Java", p.java());
    row(page, "machine", p.processor() + ", " + p.processors() + " processors, " + p.system());
    row(page, "finished", p.time());
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }
}
