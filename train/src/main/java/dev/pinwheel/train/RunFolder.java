package dev.pinwheel.train;

import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.NetFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run on disk. Every file is written whole or not at all: to a temporary file, synchronised, then
 * renamed.
 *
 * <table>
 *   <caption>Files</caption>
 *   <tr><td>{@code run.json}</td><td>{@link RunRecord}: configuration, data, versions, machine</td></tr>
 *   <tr><td>{@code net.json}</td><td>the net's description, if it has one</td></tr>
 *   <tr><td>{@code whitening.safetensors}</td><td>the whitening, if pixels are whitened</td></tr>
 *   <tr><td>{@code metrics.csv}</td><td>a line an epoch</td></tr>
 *   <tr><td>{@code checkpoint.safetensors}</td><td>all that is needed to go on</td></tr>
 *   <tr><td>{@code weights.safetensors}</td><td>the trained model; loads in Python too</td></tr>
 *   <tr><td>{@code result.json}</td><td>{@link RunResult}: the last epoch on the test images</td></tr>
 *   <tr><td>{@code curves.png}</td><td>error over epochs</td></tr>
 * </table>
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  static final String SWEEP = "sweep.json";

  private static final String RUN = "run.json";
  private static final String NET = "net.json";

  /**
   * The configuration and provenance.
   *
   * @return the record, if the run has begun
   */
  public Optional<RunRecord> record() {
    return read(RUN, RunRecord.class);
  }

  /**
   * The configuration of a folder that holds a run per seed.
   *
   * @return the record, if it is such a folder
   */
  public Optional<SweepRecord> sweep() {
    return read(SWEEP, SweepRecord.class);
  }

  /**
   * The result.
   *
   * @return the record, if the run has ended
   */
  public Optional<RunResult> result() {
    return read("result.json", RunResult.class);
  }

  /**
   * The trained model.
   *
   * @return the file, which is there once the run has ended
   */
  public Path weights() {
    return path.resolve("weights.safetensors");
  }

  /**
   * The plot of loss and error.
   *
   * @return the file, which is there once the run has ended
   */
  public Path curves() {
    return path.resolve("curves.png");
  }

  /**
   * The table of epochs.
   *
   * @return the file
   */
  public Path metrics() {
    return path.resolve("metrics.csv");
  }

  /**
   * The net that is trained, from its description.
   *
   * @return the net, if the run has begun and it has a description
   */
  public Optional<NamedNet> net() {
    Path file = path.resolve(NET);
    return Files.exists(file) ? Optional.of(NetFile.read(file).named()) : Optional.empty();
  }

  void writeNet(NamedNet net) {
    net.file()
        .ifPresent(
            file ->
                AtomicFile.write(path.resolve(NET), file.text().getBytes(StandardCharsets.UTF_8)));
  }

  Path whitening() {
    return path.resolve("whitening.safetensors");
  }

  Path checkpoint() {
    return path.resolve("checkpoint.safetensors");
  }

  void begin(RunRecord record) {
    writeJson(RUN, record);
  }

  void end(RunResult result) {
    writeJson("result.json", result);
  }

  void writeMetrics(List<EpochMetrics> metrics) {
    StringBuilder text = new StringBuilder(EpochMetrics.CSV_HEADER).append('\n');
    metrics.forEach(m -> text.append(m.toCsv()).append('\n'));
    AtomicFile.write(metrics(), text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a record of one's own, such as a certificate.
   *
   * @param name the file's name
   * @param value a record; written as JSON
   */
  public void writeJson(String name, Object value) {
    AtomicFile.write(path.resolve(name), Json.write(value).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a record that {@link #writeJson} wrote.
   *
   * @param name the file's name
   * @param type the record's type
   * @return the record, if there is such a file
   * @param <T> the record's type
   * @throws TrainingException if the file is damaged
   */
  public <T> Optional<T> readJson(String name, Class<T> type) {
    return read(name, type);
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    Path file = path.resolve(name);
    return Files.exists(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
  }
}
