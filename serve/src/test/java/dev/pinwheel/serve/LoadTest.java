package dev.pinwheel.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A hundred clients at once, each asking again as soon as it is answered. A few seconds long, or as
 * many as the property {@code pinwheel.load.seconds} says; what it measures is printed.
 */
class LoadTest {
  private static final int CLIENTS = 100;
  private static final int SECONDS = Integer.getInteger("pinwheel.load.seconds", 4);

  /** What one client met with. */
  private static final class Client implements Runnable {
    private final Running server;
    private final List<byte[]> images;
    private final long end;
    private final AtomicInteger lost;
    private final List<Double> millis = new ArrayList<>();
    private int good;
    private int busy;

    Client(Running server, List<byte[]> images, long end, AtomicInteger lost) {
      this.server = server;
      this.images = images;
      this.end = end;
      this.lost = lost;
    }

    @Override
    public void run() {
      for (int i = 0; System.nanoTime() < end; i++) {
        long start = System.nanoTime();
        try {
          Running.Reply reply = server.post("predict", "image/png", images.get(i % images.size()));
          if (reply.status() == 200) {
            millis.add((System.nanoTime() - start) / 1e6);
            good++;
          } else if (reply.status() == 503
              && reply.response().headers().firstValue("Retry-After").isPresent()) {
            busy++;
            Thread.sleep(10);
          } else {
            lost.incrementAndGet();
          }
        } catch (IOException | InterruptedException e) {
          lost.incrementAndGet();
        }
      }
    }
  }

  @Test
  void everyRequestOfAHundredClientsIsAnswered() throws IOException, InterruptedException {
    try (Running server = new Running()) {
      run(server, 1);
      long before = HeldMemory.bytes();
      double decodedBefore = metric(server, "pinwheel_decoding_seconds_total");
      List<Client> clients = run(server, SECONDS);
      double decoding = metric(server, "pinwheel_decoding_seconds_total") - decodedBefore;
      long grown = HeldMemory.bytes() - before;
      int good = clients.stream().mapToInt(c -> c.good).sum();
      int busy = clients.stream().mapToInt(c -> c.busy).sum();
      int lost = clients.get(0).lost.get();
      double[] millis =
          clients.stream().flatMap(c -> c.millis.stream()).mapToDouble(m -> m).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%d clients, %d s: %,d answers, %,d told to try again, %d lost; %,.0f images a second;"
              + " %.1f ms in the median, %.1f at the 99th percentile; decoding %.1f s; held"
              + " memory %+d MiB%n",
          CLIENTS,
          SECONDS,
          good,
          busy,
          lost,
          (double) good / SECONDS,
          millis[millis.length / 2],
          millis[millis.length * 99 / 100],
          decoding,
          grown >> 20);
      assertThat(lost).isZero();
      assertThat(good).isGreaterThan(CLIENTS);
      assertThat(clients).allMatch(c -> c.good > 0);
      assertThat(grown).isLessThan(64L << 20);
    }
  }

  /** All at once they would not fit into the memory of a test. */
  @Test
  void largeImagesOfManyClientsAreAnsweredOrTheyAreToldToTryAgain() throws InterruptedException {
    byte[] large = Running.image("png", 3000, 3000, 1);
    List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    Limits limits = new Limits(1 << 24, 4, 9_000_000, Duration.ofSeconds(20), 64);
    try (Running server = new Running(limits)) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        clients.add(
            new Thread(
                () -> {
                  try {
                    statuses.add(server.post("predict", "image/png", large).status());
                  } catch (IOException | InterruptedException e) {
                    statuses.add(0);
                  }
                }));
      }
      clients.forEach(Thread::start);
      for (Thread client : clients) {
        client.join();
      }
    }
    assertThat(statuses).hasSize(30).contains(200).isSubsetOf(200, 503);
  }

  private static List<Client> run(Running server, int seconds) throws InterruptedException {
    AtomicInteger lost = new AtomicInteger();
    List<byte[]> images = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      images.add(Running.image("png", 28, 28, i));
    }
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Client> clients = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      List<byte[]> own = new ArrayList<>(images);
      Collections.rotate(own, i);
      Client client = new Client(server, own, end, lost);
      clients.add(client);
      threads.add(new Thread(client));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return clients;
  }

  private static double metric(Running server, String name)
      throws IOException, InterruptedException {
    return Arrays.stream(server.get("metrics").text().split("\n", -1))
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
