package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  @Test
  void helpTeaches() {
    Captured help = Captured.run("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("Usage: pinwheel", "Examples:", "data", "Exit codes");
  }

  @Test
  void everyCommandHasHelpAndDebug() {
    Terminal terminal = Terminal.ofProcess();
    assertHelp(Main.commandLine(terminal, Commands.all(terminal)));
  }

  private static void assertHelp(CommandLine command) {
    assertThat(command.getCommandSpec().optionsMap())
        .as(command.getCommandSpec().qualifiedName())
        .containsKeys("-h", "--help", "--debug");
    assertThat(command.getCommandSpec().usageMessage().header()).isNotEmpty();
    assertThat(command.getUsageMessage())
        .as(command.getCommandSpec().qualifiedName())
        .contains("Examples:", "  " + command.getCommandSpec().qualifiedName() + " ");
    command.getSubcommands().values().forEach(MainTest::assertHelp);
  }

  @Test
  void versionNamesItselfAndJava() {
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
          data show        | Missing required parameter: 'NAME'; see 'pinwheel data show --help'
          data list --cache | Missing required parameter for option '--cache' (FOLDER); see 'pinwheel data list --help'
          """)
  void wrongUsageIsOneLineThatHelps(String arguments, String line) {
    Captured call = Captured.run(arguments.split(" "));

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).isEqualToNormalizingNewlines("pinwheel: " + line + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data"})
  void aGroupAloneIsWrongUsage(String group) {
    Captured call = group.isEmpty() ? Captured.run() : Captured.run(group);

    assertThat(call.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(call.err()).startsWith("pinwheel: which command?").hasLineCount(1);
  }
}
