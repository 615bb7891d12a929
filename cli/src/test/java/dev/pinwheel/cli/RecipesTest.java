package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need nothing but their name. */
class RecipesTest {
  @TempDir Path temporary;

  @Test
  void quickstartTrainsAndProves() {
    Path run = temporary.resolve("quick");
    Captured call = Captured.run("quickstart", "--epochs", "1", "--run", run.toString());

    assertThat(call.exitCode()).as(call.out()).isZero();
    assertThat(call.err()).contains("turning images: ").doesNotContain("pinwheel: ");
    assertThat(call.out()).contains("report  " + run.resolve("report.html"));
    assertThat(call.out())
        .contains("1. Rotated MNIST", "2. Training p4cnn", "3. The proof of its symmetry", "Next")
        .contains("epoch   1/1", "test error ", "8 test digits")
        .contains("EQUIVARIANT under p4: no error above 1e-12 in float64")
        .contains("EQUIVARIANT under p4: no error above 1e-05 in float32")
        .contains("pinwheel evaluate " + run);
    assertThat(run.resolve("equivariance.json")).exists();
    assertThat(run.resolve("curves.png")).exists();

    Captured other = Captured.run("quickstart", "--epochs", "2", "--run", run.toString());
    assertThat(other.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(other.err()).contains("holds another run").hasLineCount(1);
  }

  @Test
  void reproduceMakesTheTableAndGoesOn() throws IOException {
    String run = temporary.resolve("table1").toString();
    String publish = temporary.resolve("results").toString();
    Captured call = table1("--run", run, "--publish", publish);

    assertThat(call.exitCode()).as(call.err()).isZero();
    assertThat(call.out().lines())
        .anyMatch(line -> line.matches("net +parameters .* error % +authors' statistics +seeds"))
        .anyMatch(line -> line.matches("p4cnn +24,680 +1 +2.28 ± 0.04 +([0-9.]+) +\\1 +1"))
        .anyMatch(line -> line.matches("z2cnn +21,750 +1 +5.03 ± 0.20 +[0-9.]+ +[0-9.]+ +1"))
        .contains("Written to " + Path.of(run, "table1.md"))
        .contains("and to " + Path.of(publish, "table1.md"));
    assertThat(Files.readString(Path.of(publish, "table1.md")))
        .isEqualTo(Files.readString(Path.of(run, "table1.md")));
    Captured again = table1("--run", run);
    assertThat(again.exitCode()).isZero();
    assertThat(again.out()).doesNotContain("epoch  ");

    Captured longer = Captured.run("reproduce", "table1", "--divide-epochs", "100", "--run", run);
    assertThat(longer.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(longer.err()).contains("holds other runs").hasLineCount(1);
  }

  private static Captured table1(String... more) {
    String[] all = new String[more.length + 4];
    System.arraycopy(new String[] {"reproduce", "table1", "--divide-epochs", "300"}, 0, all, 0, 4);
    System.arraycopy(more, 0, all, 4, more.length);
    return Captured.run(all);
  }

  @Test
  void whatCannotBeIsOneLine() {
    for (String line :
        new String[] {
          "reproduce table1 --seeds 0",
          "reproduce table1 --divide-epochs 0",
          "quickstart --epochs 0"
        }) {
      Captured call = Captured.line(line + " --run " + temporary.resolve("x"));
      assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(call.err()).startsWith("pinwheel: ").hasLineCount(1);
    }
    assertThat(Captured.run("reproduce").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(temporary.resolve("x")).doesNotExist();
  }
}
