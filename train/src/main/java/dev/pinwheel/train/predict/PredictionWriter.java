package dev.pinwheel.train.predict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes predictions one by one, as CSV or as JSON. */
public interface PredictionWriter extends AutoCloseable {
  /**
   * Writes a prediction.
   *
   * @param prediction what the model says of a file
   * @throws UncheckedIOException if that fails
   */
  void write(Prediction prediction);

  /**
   * Ends what is written; the writer below stays open.
   *
   * @throws UncheckedIOException if that fails
   */
  @Override
  void close();

  /**
   * Writes a table in RFC 4180's form, a line a file: {@code file,class,probability}.
   *
   * @param out takes the text
   * @return the writer, the header written
   * @throws UncheckedIOException if that fails
   */
  static PredictionWriter csv(Writer out) {
    try {
      CSVPrinter printer =
          new CSVPrinter(
              out, CSVFormat.RFC4180.builder().setHeader("file", "class", "probability").get());
      return new PredictionWriter() {
        @Override
        public void write(Prediction p) {
          try {
            printer.printRecord(
                p.file(), p.label(), String.format(Locale.ROOT, "%.6f", p.probability()));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        @Override
        public void close() {
          try {
            printer.flush();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a JSON list with an object a file: {@code file}, {@code class}, {@code probability} and
   * {@code probabilities}, which has every class's.
   *
   * @param out takes the text
   * @param labels the classes' names, in the model's order
   * @return the writer, the list begun
   */
  static PredictionWriter json(Writer out, List<String> labels) {
    JsonGenerator json =
        JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .writerWithDefaultPrettyPrinter()
            .createGenerator(out);
    json.writeStartArray();
    return new PredictionWriter() {
      @Override
      public void write(Prediction p) {
        json.writeStartObject();
        json.writeStringProperty("file", p.file().toString());
        json.writeStringProperty("class", p.label());
        json.writeNumberProperty("probability", p.probability());
        json.writeObjectPropertyStart("probabilities");
        for (int c = 0; c < labels.size(); c++) {
          json.writeNumberProperty(labels.get(c), p.probabilities().get(c));
        }
        json.writeEndObject();
        json.writeEndObject();
      }

      @Override
      public void close() {
        json.writeEndArray();
        json.writeRaw('\n');
        json.close();
      }
    };
  }
}
