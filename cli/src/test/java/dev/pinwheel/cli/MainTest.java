package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  @Test
  void help_teaches() {
    Captured help = Captured.run("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("Usage: pinwheel", "Examples:", "data", "Exit codes");
  }

  @Test
  void every_command_has_help_and_debug() {
    assertHelp(Main.commandLine(Terminal.ofProcess()));
  }

  private static void assertHelp(CommandLine command) {
    assertThat(command.getCommandSpec().optionsMap())
        .as(command.getCommandSpec().qualifiedName())
        .containsKeys("-h", "--help", "--debug");
    assertThat(command.getCommandSpec().usageMessage().header()).isNotEmpty();
    command.getSubcommands().values().forEach(MainTest::assertHelp);
  }

  @Test
  void version_names_itself_and_java() {
    Captured version = Captured.run("--version");

    assertThat(version.exitCode()).isZero();
    assertThat(version.out())
        .startsWith("pinwheel ")
        .contains("Java " + System.getProperty("java.version"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dat              | unknown command 'dat'; did you mean 'data'? see 'pinwheel --help'
          data lst         | unknown command 'lst'; did you mean 'list'? see 'pinwheel data --help'
          --hepl           | unknown option '--hepl'; did you mean '--help'? see 'pinwheel --help'
          data list --cach | unknown option '--cach'; did you mean '--cache'? see 'pinwheel data list --help'
          data list x      | unknown argument 'x'; see 'pinwheel data list --help'
          data             | which command? One of: list, fetch, show; see 'pinwheel data --help'
          data show        | Missing required parameter: 'NAME'; see 'pinwheel data show --help'
          data list --cache | Expected parameter for option '--cache' but none found; see 'pinwheel data list --help'
          """)
  void wrong_usage_is_one_line_that_helps(String arguments, String line) {
    Captured call = Captured.run(arguments.split(" "));

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).isEqualToNormalizingNewlines("pinwheel: " + line + "\n");
  }

  @Test
  void nothing_at_all_is_wrong_usage() {
    Captured call = Captured.run();

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).startsWith("pinwheel: which command?").hasLineCount(1);
  }
}
