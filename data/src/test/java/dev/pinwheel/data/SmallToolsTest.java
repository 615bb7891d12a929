package dev.pinwheel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallToolsTest {
  @Test
  void hashesOfKnownTexts(@TempDir Path folder) throws IOException {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    String sha = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    Path file = Files.write(folder.resolve("abc"), abc);
    assertThat(Hashes.sha256(abc)).isEqualTo(sha);
    assertThat(Hashes.sha256(file)).isEqualTo(sha);
    assertThat(Hashes.md5(abc)).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    assertThat(Hashes.md5(file)).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Hashes.md5(missing))
        .isInstanceOf(DataException.class)
        .hasMessage("cannot read " + missing + ": no such file or folder");
  }

  @Test
  void distancesOfKnownWords() {
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestions.distance("saturday", "sunday")).isEqualTo(3);
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
  }

  @Property(tries = 200)
  void distanceIsAMetric(
      @ForAll @StringLength(max = 8) String a,
      @ForAll @StringLength(max = 8) String b,
      @ForAll @StringLength(max = 8) String c) {
    int ab = Suggestions.distance(a, b);
    assertThat(ab).isEqualTo(Suggestions.distance(b, a));
    assertThat(ab == 0).isEqualTo(a.equals(b));
    assertThat(Suggestions.distance(a, c)).isLessThanOrEqualTo(ab + Suggestions.distance(b, c));
  }

  @Test
  void suggestsTheNearestOrNothing() {
    List<String> known = List.of("mnist", "rotated-mnist");
    assertThat(Suggestions.nearest("MNITS", known)).contains("mnist");
    assertThat(Suggestions.nearest("rotatedmnist", known)).contains("rotated-mnist");
    assertThat(Suggestions.nearest("cifar100", known)).isEmpty();
    assertThat(Suggestions.unknown("data set", "mnits", known))
        .isEqualTo(
            "unknown data set \"mnits\": did you mean \"mnist\"? Known: mnist, rotated-mnist");
    assertThat(Suggestions.unknown("data set", "cifar100", known))
        .isEqualTo("unknown data set \"cifar100\"; Known: mnist, rotated-mnist");
  }

  @Test
  void cacheFolderFollowsTheEnvironment() {
    Path home = Path.of("home");
    assertThat(DataLocations.of(Map.of(), home).cache())
        .isEqualTo(Path.of("home", ".cache", "pinwheel"));
    Map<String, String> shared = Map.of("XDG_CACHE_HOME", "xdg", "PINWHEEL_CACHE", "");
    assertThat(DataLocations.of(shared, home).cache()).isEqualTo(Path.of("xdg", "pinwheel"));
    Map<String, String> own = Map.of("XDG_CACHE_HOME", "xdg", "PINWHEEL_CACHE", "own");
    assertThat(DataLocations.of(own, home).cache()).isEqualTo(Path.of("own"));
    DataLocations chosen = DataLocations.of(own, home).withDataDir(home).withCache(home);
    assertThat(chosen.dataDir()).contains(home);
    assertThat(chosen.cache()).isEqualTo(home);
  }

  @Test
  void permutationIsThatOfTheLibrarysShuffle() {
    List<Integer> list = new java.util.ArrayList<>();
    for (int i = 0; i < 100; i++) {
      list.add(i);
    }
    java.util.Collections.shuffle(list, new Random(42));
    assertThat(Shuffle.permutation(100, 42)).containsExactly(list.toArray(new Integer[0]));
    assertThatThrownBy(() -> Shuffle.permutation(-1, 0)).isInstanceOf(DataException.class);
  }

  @Test
  void counterRandomContinuesAsSplitMix() {
    // A SplittableRandom started at a state draws mix(state + γ), mix(state + 2γ), …
    long seedState = new SplittableRandom(7).nextLong();
    long state = new SplittableRandom((seedState ^ 3) - 0x9E3779B97F4A7C15L).nextLong() ^ 11;
    state = new SplittableRandom(state - 0x9E3779B97F4A7C15L).nextLong();
    SplittableRandom reference = new SplittableRandom(state);
    CounterRandom random = new CounterRandom(7, 3, 11);
    for (int i = 0; i < 5; i++) {
      assertThat(random.nextLong()).isEqualTo(reference.nextLong());
    }
  }

  @Test
  void counterRandomIsUniformOverNeighbouringCounters() {
    double sum = 0;
    double squares = 0;
    int n = 40_000;
    for (int i = 0; i < n; i++) {
      double u = new CounterRandom(1, i % 200, i / 200).nextDouble();
      sum += u;
      squares += u * u;
    }
    // Five standard errors: sqrt(1/12/n) = 0.0014, sqrt(4/45/n) = 0.0015
    assertThat(sum / n).isCloseTo(0.5, within(0.0072));
    assertThat(squares / n).isCloseTo(1 / 3.0, within(0.0075));
  }

  @Test
  void reasonsAreOneLine() {
    assertThat(DataException.reason(new IOException("a\n  b"))).isEqualTo("a b");
    assertThat(DataException.reason(new IOException())).isEqualTo("IOException");
    assertThat(DataException.reason(new java.nio.file.AccessDeniedException("x")))
        .isEqualTo("permission denied");
    Progress.Task task = Progress.none().begin("nothing", Progress.Unit.ITEMS, 1);
    task.advance(1);
    task.close();
  }
}
