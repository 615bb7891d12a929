package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.data.DataException;
import dev.pinwheel.nn.io.WeightFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FailuresTest {
  static Stream<Arguments> expected() {
    return Stream.of(
        Arguments.of(new IllegalArgumentException("size -1: use more"), "size -1: use more"),
        Arguments.of(new IllegalArgumentException("two\r\n  lines"), "two lines"),
        Arguments.of(new IllegalArgumentException(), "IllegalArgumentException"),
        Arguments.of(new DataException("no data"), "no data"),
        Arguments.of(new WeightFileException("no weights"), "no weights"),
        Arguments.of(
            new UncheckedIOException(new AccessDeniedException("/x")),
            "permission denied: '/x'; choose another place, or change its permissions"),
        Arguments.of(new NoSuchFileException("/x"), "there is no '/x': check the path"),
        Arguments.of(
            new FileSystemException("/x", null, "No space left on device"),
            "no space left on the device for '/x': free some, or choose another folder"),
        Arguments.of(
            new UncheckedIOException(new IOException("No space left on device")),
            "no space left on the device: free some, or choose another folder"),
        Arguments.of(new IOException("stream broke"), "input or output failed: stream broke"),
        Arguments.of(new IOException(), "input or output failed: IOException"));
  }

  @ParameterizedTest
  @MethodSource("expected")
  void anExpectedFailureIsOneLine(Exception failure, String line) {
    Captured call = call(failure);

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).isEqualToNormalizingNewlines("pinwheel: " + line + "\n");
  }

  static Stream<Throwable> interruptions() {
    return Stream.of(
        new InterruptedException(),
        new ClosedByInterruptException(),
        new IllegalStateException(new InterruptedException()));
  }

  @ParameterizedTest
  @MethodSource("interruptions")
  void anInterruptionSaysSo(Exception failure) {
    Captured call = call(failure);

    assertThat(call.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(call.err()).isEqualToNormalizingNewlines("pinwheel: interrupted\n");
  }

  static Stream<Throwable> bugs() {
    return Stream.of(
        new IllegalStateException("odd\nstate"), new NullPointerException(), new AssertionError());
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void aBugIsOneLineAndAFileWithTheTrace(Throwable failure) throws IOException {
    Captured call = call(failure);

    assertThat(call.exitCode()).isEqualTo(ExitCode.BUG);
    assertThat(call.err()).startsWith("pinwheel: this is a bug: ").hasLineCount(1);
    Matcher file = Pattern.compile("report it with (.*)").matcher(call.err());
    assertThat(file.find()).isTrue();
    Path trace = Path.of(file.group(1));
    assertThat(trace).content().contains(failure.getClass().getName(), "FailuresTest");
    Files.delete(trace);
  }

  @Test
  void tooLittleMemoryIsExpected() {
    Captured call = call(new OutOfMemoryError("Java heap space"));

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("Java heap space", "PINWHEEL_JAVA_OPTS").hasLineCount(1);
  }

  @Test
  void debugShowsTheTrace() {
    Captured call = call(new DataException("no data"), "--debug");

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("pinwheel: no data", "at dev.pinwheel.cli.FailuresTest");
  }

  @Test
  void aFailureOfARealCommandComesThrough() {
    Captured call = Captured.run("data", "show", "mnits");

    assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("\"mnits\"", "\"mnist\"").hasLineCount(1);
  }

  private static Captured call(Throwable failure, String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(err));
    CommandLine line = Main.commandLine(terminal, List.of(new Failing(failure)));
    String[] arguments =
        Stream.concat(Stream.of("fail"), Stream.of(options)).toArray(String[]::new);
    int exitCode = Main.run(line, arguments);
    return new Captured(exitCode, out.toString(), err.toString());
  }

  @Command(name = "fail", header = "Fail.")
  static final class Failing implements Callable<Integer> {
    @Mixin CommonOptions common;
    private final Throwable failure;

    Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }
}
