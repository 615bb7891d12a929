package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.timing.Effort;
import dev.pinwheel.benchmarks.timing.Peaks;
import dev.pinwheel.data.DataException;
import dev.pinwheel.data.io.AtomicFile;
import dev.pinwheel.train.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a run of the benchmarks found.
 *
 * @param command what asked for it
 * @param provenance software and machine
 * @param environment variables that decide how memory is allocated and how threads wait, where set
 * @param effort how long was measured
 * @param peaks the machine's limits, for each number of threads
 * @param measurements times of steps
 * @param outsideConvolutions shares of training steps
 * @param memory peaks of training steps; empty if not asked for, or not on Linux
 * @param pipeline what feeding a training costs
 */
public record BenchReport(
    String command,
    Provenance provenance,
    Map<String, String> environment,
    Effort effort,
    List<Peaks> peaks,
    List<Measurement> measurements,
    List<Share> outsideConvolutions,
    List<MemoryPeak> memory,
    List<PipelineShare> pipeline) {
  /** The name of the file for programs. */
  public static final String JSON = "benchmarks.json";

  /** The name of the file for people. */
  public static final String PAGE = "benchmarks.md";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /**
   * Writes the report as {@value #JSON} and as {@value #PAGE}.
   *
   * @param folder where; made if it is missing
   * @throws DataException if a file can't be written, with its path and the reason
   */
  public void write(Path folder) {
    String json = MAPPER.writeValueAsString(this) + "\n";
    AtomicFile.write(folder.resolve(JSON), json.getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(folder.resolve(PAGE), BenchPage.of(this).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param folder where
   * @return an equal report
   * @throws DataException if the file can't be read
   * @throws IllegalArgumentException if it holds something else
   */
  public static BenchReport read(Path folder) {
    Path file = folder.resolve(JSON);
    try {
      return MAPPER.readValue(Files.readString(file), BenchReport.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          file + " is damaged or of another version: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }
}
