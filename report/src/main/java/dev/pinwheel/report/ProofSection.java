package dev.pinwheel.report;

import dev.pinwheel.data.DataException;
import dev.pinwheel.export.Certificate;
import dev.pinwheel.export.ExportException;
import dev.pinwheel.nn.check.EquivarianceReport;
import dev.pinwheel.nn.check.LayerError;
import dev.pinwheel.report.page.Block;
import dev.pinwheel.report.page.Block.Tone;
import dev.pinwheel.report.page.Section;
import dev.pinwheel.report.page.Table;
import dev.pinwheel.report.page.Table.Column;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The certificate of the model's symmetry. */
final class ProofSection {
  private ProofSection() {}

  static Section of(Subject subject, List<EquivarianceReport> reports) {
    List<Block> blocks = new ArrayList<>();
    if (!subject.hasGroup()) {
      blocks.add(
          new Block.Paragraph(
              "No group is built into this net. It was asked for "
                  + subject.group()
                  + " all the same, to be compared with nets that have one."));
    }
    reports.forEach(report -> blocks.add(verdict(subject, report)));
    blocks.add(
        new Block.Paragraph(
            "Images are turned by every element of the group, and the output of the turned image is"
                + " compared with the turned output: ‖a − b‖ / max(‖a‖, ‖b‖), the worst of "
                + reports.get(0).images()
                + (subject.judgement().isPresent()
                    ? " images of " + subject.set()
                    : " random images")
                + ". Each layer is measured on its own true input, in values and in derivatives."));
    blocks.add(elements(reports));
    blocks.add(layers(reports));
    subject.folder().ifPresent(folder -> exported(folder.path(), blocks));
    return new Section("certificate", "Certificate of equivariance", blocks);
  }

  private static Block verdict(Subject subject, EquivarianceReport report) {
    String bar = String.format(Locale.ROOT, "%.0e", report.tolerance());
    String left = report.leftOut().map(rest -> "; " + rest).orElse("");
    if (report.passed()) {
      return new Block.Verdict(
          Tone.GOOD,
          "EQUIVARIANT under " + report.scope(),
          "in %s: no error above %s%s".formatted(report.precision(), bar, left));
    }
    List<String> breaking = report.breakingLayers();
    return new Block.Verdict(
        subject.hasGroup() ? Tone.BAD : Tone.NEUTRAL,
        "NOT EQUIVARIANT under " + report.scope(),
        "in %s: the net's error is %s%s%s"
            .formatted(
                report.precision(),
                Words.error(report.net().worstValue()),
                breaking.isEmpty() ? "" : ", first broken by " + breaking.get(0),
                left));
  }

  private static Block elements(List<EquivarianceReport> reports) {
    List<Column> columns = new ArrayList<>(List.of(Column.words("element")));
    reports.forEach(r -> columns.add(Column.numbers("error in " + r.precision())));
    EquivarianceReport first = reports.get(0);
    List<List<String>> rows = new ArrayList<>();
    for (int g = 0; g < first.net().values().size(); g++) {
      int element = g;
      rows.add(
          Stream.concat(
                  Stream.of(first.group().elementName(g)),
                  reports.stream().map(r -> Words.error(r.net().values().get(element))))
              .toList());
    }
    return Table.of("The whole net, under each element", columns, rows);
  }

  private static Block layers(List<EquivarianceReport> reports) {
    List<Column> columns = new ArrayList<>(List.of(Column.words("layer")));
    for (EquivarianceReport r : reports) {
      columns.add(Column.numbers(r.precision() + " values"));
      columns.add(Column.numbers("derivatives"));
      columns.add(Column.words(""));
    }
    columns.add(Column.words("what it does"));
    List<List<String>> rows =
        IntStream.range(0, reports.get(0).layers().size())
            .mapToObj(i -> row(reports, reports.stream().map(r -> r.layers().get(i)).toList()))
            .collect(Collectors.toCollection(ArrayList::new));
    rows.add(row(reports, reports.stream().map(EquivarianceReport::net).toList()));
    return new Table("Layer by layer", columns, rows, Table.Form.FOLDED);
  }

  private static List<String> row(List<EquivarianceReport> reports, List<LayerError> errors) {
    List<String> row = new ArrayList<>(List.of(errors.get(0).name()));
    for (int i = 0; i < errors.size(); i++) {
      LayerError e = errors.get(i);
      row.add(Words.error(e.worstValue()));
      row.add(Words.error(e.worstGradient()));
      row.add(e.values().isEmpty() ? "–" : e.isWithin(reports.get(i).tolerance()) ? "✓" : "breaks");
    }
    row.add(errors.get(0).description());
    return row;
  }

  /** Certificates of files that were exported into the run's folder. */
  private static void exported(Path folder, List<Block> blocks) {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.certificate.json")) {
        found.forEach(files::add);
      } catch (IOException e) {
        throw DataException.reading(folder, e);
      }
    }
    files.sort(null);
    for (Path file : files) {
      try {
        Certificate c = Certificate.read(file);
        blocks.add(
            new Block.Verdict(
                c.passed() ? Tone.GOOD : Tone.BAD,
                c.file() + ", as exported:",
                c.verdictLine()
                    + "; outputs "
                    + String.format(Locale.ROOT, "%.1e", c.outputs().error())
                    + " from the model's; SHA-256 "
                    + c.sha256()));
      } catch (ExportException e) {
        blocks.add(new Block.Note(e.getMessage()));
      }
    }
  }
}
