package dev.pinwheel.serve;

import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server of an untrained p4cnn, with a plain net beside it, and a client. */
public final class Running implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final PredictionServer server;

  Running(Limits limits) {
    server =
        new PredictionServer(model("p4cnn"), Optional.of(model("z2cnn")), "127.0.0.1", 0, limits);
  }

  /** With the usual limits. */
  public Running() {
    this(Limits.DEFAULTS);
  }

  static SavedModel model(String name) {
    NamedNet net = Nets.get(name);
    return SavedModel.initialise(net, net.images(), Normalisation.NONE, 3);
  }

  /** Where the page is. */
  public String address() {
    return "http://127.0.0.1:" + server.port() + "/";
  }

  int port() {
    return server.port();
  }

  /** An answer. */
  record Reply(int status, HttpResponse<byte[]> response) {
    JsonNode json() {
      return JSON.readTree(response.body());
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }
  }

  Reply get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  Reply post(String path, String type, byte[] body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            request.timeout(Duration.ofSeconds(60)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return new Reply(response.statusCode(), response);
  }

  URI uri(String path) {
    return URI.create(address()).resolve(path);
  }

  /** Files in base64, in JSON. */
  static byte[] json(List<byte[]> files) {
    List<String> images = files.stream().map(f -> Base64.getEncoder().encodeToString(f)).toList();
    return JSON.writeValueAsBytes(java.util.Map.of("images", images));
  }

  /** Files in a form; its boundary is "b". */
  static byte[] form(List<byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < files.size(); i++) {
      String head =
          "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"%d.png\"\r\n\r\n"
              .formatted(i);
      out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      out.writeBytes(files.get(i));
      out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    out.writeBytes("--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /** A file of grey blots. */
  public static byte[] image(String format, int width, int height, long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int blot = 0; blot < 4; blot++) {
      double x = random.nextDouble() * width;
      double y = random.nextDouble() * height;
      for (int i = 0; i < height; i++) {
        for (int j = 0; j < width; j++) {
          double distance = Math.hypot(j - x, i - y) / (0.2 * Math.min(width, height));
          int level = (int) (200 * Math.exp(-distance * distance));
          image
              .getRaster()
              .setSample(j, i, 0, Math.min(255, image.getRaster().getSample(j, i, 0) + level));
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException(format);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    server.close();
  }
}
