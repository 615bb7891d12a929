package dev.pinwheel.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {
  private static final byte[] IMAGE = Running.image("png", 28, 28, 1);
  private static Running server;

  @BeforeAll
  static void start() {
    server = new Running(new Limits(20_000, 3, 10_000, Duration.ofSeconds(10), 8));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  private static void requireRefusal(Running.Reply reply, int status, String reason) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.json().path("error").stringValue()).contains(reason);
  }

  /** A request that does not say how long its body is. */
  private static HttpRequest.Builder chunked(String type, byte[] body) {
    return HttpRequest.newBuilder(server.uri("predict"))
        .header("Content-Type", type)
        .POST(
            HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)));
  }

  @Test
  void tooMuch() throws IOException, InterruptedException {
    requireRefusal(
        server.post("predict", "image/png", new byte[20_001]),
        413,
        "a body of more than 20,000 bytes");
    requireRefusal(
        server.send(chunked("image/png", new byte[30_000])),
        413,
        "a body of more than 20,000 bytes");
    requireRefusal(
        server.post("predict", "application/json", Running.json(Collections.nCopies(4, IMAGE))),
        413,
        "4 images in a request; at most 3");
    requireRefusal(
        server.post("predict", "image/png", Running.image("png", 101, 100, 1)),
        413,
        "has 10,100 pixels; at most 10,000 are taken");
    byte[] form = Running.form(Collections.nCopies(400, new byte[100]));
    requireRefusal(
        server.post("predict", "multipart/form-data; boundary=b", form),
        413,
        "a body of more than 20,000 bytes");
    requireRefusal(
        server.send(chunked("multipart/form-data; boundary=b", form)),
        413,
        "a body of more than 20,000 bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json | {"images":              | 400 | the body is no JSON
          application/json | {"images": 7}           | 400 | no list 'images'
          application/json | []                      | 400 | no list 'images'
          application/json | {"images": []}          | 400 | there is no image
          application/json | {"images": [7]}         | 400 | entry 0 of 'images' is no string
          application/json | {"images": ["%"]}       | 400 | entry 0 of 'images' is no base64
          application/json | {"images": ["", "QUJD"]} | 422 | none of the images can be taken
          image/png        | this is no image        | 422 | the image is no PNG, JPEG, TIFF or BMP
          text/plain       | this is no image        | 415 | 'text/plain' is not taken
          multipart/form-data | x                    | 400 | no multipart form
          """)
  void notUnderstood(String type, String body, int status, String reason)
      throws IOException, InterruptedException {
    requireRefusal(
        server.post("predict", type, body.getBytes(StandardCharsets.UTF_8)), status, reason);
  }

  @Test
  void nowhere() throws IOException, InterruptedException {
    requireRefusal(server.get("nothing"), 404, "there is nothing at /nothing");
    requireRefusal(server.get("page/index.html"), 404, "there is nothing");
    requireRefusal(server.get("predict"), 405, "/predict does not take GET");
    requireRefusal(server.post("health", "image/png", IMAGE), 405, "/health does not take POST");
    requireRefusal(server.post("predict", "image/png", new byte[0]), 400, "has no body");
    requireRefusal(
        server.send(
            HttpRequest.newBuilder(server.uri("predict"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(IMAGE))),
        415,
        "there is no Content-Type");
  }

  @ParameterizedTest
  @CsvSource({
    "api/turned?step=0, a step of 0.0 degrees",
    "api/turned?step=0.5, a step of 0.5 degrees",
    "api/turned?step=NaN, a step of NaN degrees",
    "api/turned?step=x, the step 'x' is no number",
    "api/features?angle=Infinity, an angle of Infinity",
    "api/features?angle=, the angle '' is no number"
  })
  void anglesThatAreNone(String path, String reason) throws IOException, InterruptedException {
    requireRefusal(server.post(path, "image/png", IMAGE), 400, reason);
  }

  /** Of more requests than there are places each is answered, with 200 or with 503. */
  @Test
  void moreThanThereArePlaces() {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger busy = new AtomicInteger();
    List<Thread> clients =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    new Thread(
                        () -> {
                          try {
                            Running.Reply reply =
                                server.post("api/turned?step=1", "image/png", IMAGE);
                            if (reply.status() == 503) {
                              assertThat(reply.response().headers().firstValue("Retry-After"))
                                  .contains("1");
                              busy.incrementAndGet();
                            } else if (reply.status() == 200) {
                              done.incrementAndGet();
                            }
                          } catch (IOException | InterruptedException e) {
                            throw new AssertionError(e);
                          }
                        }))
            .toList();
    clients.forEach(Thread::start);
    for (Thread client : clients) {
      try {
        client.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(done.get() + busy.get()).isEqualTo(40);
    assertThat(done.get()).isPositive();
    assertThat(busy.get()).isPositive();
  }
}
