package dev.pinwheel.serve;

import dev.pinwheel.nn.engine.NativeMemory;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What the server has done, in Prometheus' text format. */
final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final Counter requests =
      Counter.builder()
          .name("pinwheel_requests_total")
          .help("Answers by status.")
          .labelNames("status")
          .register(registry);
  private final Counter images =
      Counter.builder()
          .name("pinwheel_images_total")
          .help("Images that were predicted.")
          .register(registry);
  private final Counter decoding =
      Counter.builder()
          .name("pinwheel_decoding_seconds_total")
          .help("Processor time spent decoding images.")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("pinwheel_request_seconds")
          .help("From a request's arrival to its answer.")
          .classicOnly()
          .register(registry);

  Metrics() {
    GaugeWithCallback.builder()
        .name("pinwheel_resident_bytes")
        .help("Memory of the process, Java's and native.")
        .callback(gauge -> NativeMemory.resident().ifPresent(gauge::call))
        .register(registry);
  }

  void answered(int status, double took) {
    requests.labelValues(Integer.toString(status)).inc();
    seconds.observe(took);
  }

  void predicted(int count) {
    images.inc(count);
  }

  void decoded(double took) {
    decoding.inc(took);
  }

  String contentType() {
    return writer.getContentType();
  }

  byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
