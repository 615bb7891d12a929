package dev.pinwheel.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Damaged, hostile and senseless requests: a reason each, nothing breaks, and good ones go on. */
class MalformedTest {
  private static final List<String> FORMATS = List.of("png", "jpg", "bmp", "tiff");
  private static Running server;

  @BeforeAll
  static void start() {
    server = new Running(new Limits(1 << 20, 8, 1_000_000, Duration.ofSeconds(10), 8));
  }

  @AfterAll
  static void end() {
    server.close();
  }

  /** Files that are cut off, changed in some bytes, or of nothing but noise. */
  private static Map<String, byte[]> damagedImages() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    Random random = new Random(7);
    for (String format : FORMATS) {
      byte[] good = Running.image(format, 40, 30, 1);
      for (int i = 0; i < 40; i++) {
        all.put(format + " cut " + i, Arrays.copyOf(good, random.nextInt(good.length)));
        byte[] changed = good.clone();
        for (int k = 0; k <= i % 8; k++) {
          changed[random.nextInt(Math.min(changed.length, 200))] = (byte) random.nextInt(256);
        }
        all.put(format + " header " + i, changed);
        byte[] noise = Arrays.copyOf(good, 300);
        for (int k = 8; k < noise.length; k++) {
          noise[k] = (byte) random.nextInt(256);
        }
        all.put(format + " noise " + i, noise);
      }
    }
    for (int[] size :
        new int[][] {{0, 0}, {1, 0}, {-1, -1}, {1 << 30, 1 << 30}, {60_000, 60_000}}) {
      all.put("bomb " + Arrays.toString(size), bomb(size[0], size[1]));
    }
    return all;
  }

  /** A small PNG that claims to be large. */
  private static byte[] bomb(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).array());
    Deflater deflater = new Deflater();
    deflater.setInput(new byte[1 << 16]);
    deflater.finish();
    byte[] data = new byte[1 << 12];
    int length = deflater.deflate(data);
    deflater.end();
    chunk(out, "IDAT", Arrays.copyOf(data, length));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static void requireReason(String what, Running.Reply reply, boolean mayBeGood) {
    if (mayBeGood && reply.status() == 200) {
      return;
    }
    assertThat(reply.status()).as(what + ": " + reply.text()).isBetween(400, 499);
    assertThat(reply.json().path("error").stringValue()).as(what).isNotBlank();
  }

  private static void requireGood() throws IOException, InterruptedException {
    Running.Reply reply = server.post("predict", "image/png", Running.image("png", 28, 28, 5));
    assertThat(reply.status()).isEqualTo(200);
  }

  /** Some changed bytes leave an image that can be read; all else has a reason. */
  @Test
  void damagedImagesHaveAReason() throws IOException, InterruptedException {
    requireGood();
    Map<String, byte[]> damaged = damagedImages();
    assertThat(damaged).hasSizeGreaterThan(480);
    int refused = 0;
    for (Map.Entry<String, byte[]> entry : damaged.entrySet()) {
      Running.Reply reply =
          entry.getValue().length == 0
              ? server.post("predict", "image/png", new byte[1])
              : server.post("predict", "image/png", entry.getValue());
      requireReason(entry.getKey(), reply, true);
      refused += reply.status() == 200 ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(300);
    requireGood();
  }

  @Test
  void damagedBodiesHaveAReason() throws IOException, InterruptedException {
    Random random = new Random(8);
    byte[] json = Running.json(List.of(Running.image("png", 28, 28, 1)));
    byte[] form = Running.form(List.of(Running.image("png", 28, 28, 1)));
    for (int i = 0; i < 40; i++) {
      byte[] cut = Arrays.copyOf(json, 1 + random.nextInt(json.length - 1));
      requireReason("JSON cut", server.post("predict", "application/json", cut), false);
      byte[] short1 = Arrays.copyOf(form, 1 + random.nextInt(form.length - 8));
      requireReason(
          "form cut", server.post("predict", "multipart/form-data; boundary=b", short1), false);
      byte[] noise = new byte[200];
      random.nextBytes(noise);
      requireReason("noise", server.post("predict", "application/json", noise), false);
      requireReason(
          "noise", server.post("predict", "multipart/form-data; boundary=b", noise), false);
    }
    String deep = "[".repeat(100_000);
    requireReason(
        "deep JSON",
        server.post("predict", "application/json", deep.getBytes(StandardCharsets.UTF_8)),
        false);
    requireGood();
  }

  /** What no client library sends: the first line of the answer has a status from 400 to 499. */
  @Test
  void noHttpHasAReason() throws IOException, InterruptedException {
    List<String> requests = new ArrayList<>();
    for (String path :
        List.of(
            "/../../etc/passwd",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/..%2f..%2fetc/passwd",
            "/page/../../../etc/passwd",
            "//etc/passwd",
            "/%00",
            "/app.js%00.png",
            "/\\..\\..",
            "/;/index.html",
            "/" + "a".repeat(20_000))) {
      requests.add("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }
    requests.add("this is not HTTP\r\n\r\n");
    requests.add("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    requests.add("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(100_000) + "\r\n\r\n");
    requests.add("POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n");
    requests.add("POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n");
    requests.add("POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n");
    String chunked = "POST /predict HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";
    requests.add(chunked + "Content-Type: image/png\r\n\r\nzz\r\n");
    requests.add("BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    for (String request : requests) {
      String answer = raw(request);
      String what = request.substring(0, Math.min(60, request.length()));
      assertThat(answer).as(what).matches("(?s)HTTP/1\\.1 4\\d\\d .*");
      assertThat(answer).as(what).doesNotContain("root:");
    }
    assertThat(raw("GET / HTTP/9.9\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 505 ");
    requireGood();
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      byte[] head = in.readNBytes(16);
      return new String(head, StandardCharsets.UTF_8)
          + new String(in.readNBytes(in.available()), StandardCharsets.UTF_8);
    }
  }

  /** Connections that say nothing more take no place from others. */
  @Test
  void silentClientsTakeNoPlace() throws IOException, InterruptedException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = connect();
        socket
            .getOutputStream()
            .write("POST /predict HTTP/1.1\r\nHost".getBytes(StandardCharsets.UTF_8));
        silent.add(socket);
      }
      requireGood();
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  /** Two more rounds of the same bad images need no more memory than the first two. */
  @Test
  void badImagesLeaveNoMemoryBehind() throws IOException, InterruptedException {
    List<byte[]> bad = new ArrayList<>(damagedImages().values());
    long before = 0;
    for (int round = 0; round < 4; round++) {
      for (byte[] image : bad) {
        server.post("predict", "application/octet-stream", image);
      }
      if (round == 1) {
        before = HeldMemory.bytes();
      }
    }
    long grown = HeldMemory.bytes() - before;
    System.out.printf("%d bad images twice: %,d bytes more%n", bad.size(), grown);
    assertThat(grown).isLessThan(32L << 20);
  }
}
