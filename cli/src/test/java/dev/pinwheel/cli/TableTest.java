package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TableTest {
  private final StringWriter text = new StringWriter();

  @Test
  void columnsAreAligned() {
    new Table("name", ">count", "note")
        .row("a", 12_345, "x")
        .row("größer", 7, "")
        .print(Terminal.plain(new PrintWriter(text), new PrintWriter(text)));

    assertThat(text.toString().lines())
        .containsExactly("name    count  note", "a       12345  x", "größer      7");
  }

  @Test
  void aRowHasACellPerColumn() {
    assertThatThrownBy(() -> new Table("a", "b").row("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells in a table of 2 columns");
  }

  @Test
  void colourIsForTerminalsThatWantIt() {
    assertThat(terminal(Map.of("TERM", "xterm"), "terminal").colour()).isTrue();
    assertThat(terminal(Map.of("TERM", "xterm"), "pipe").colour()).isFalse();
    assertThat(terminal(Map.of("TERM", "dumb"), "terminal").colour()).isFalse();
    assertThat(terminal(Map.of(), "terminal").colour()).isFalse();
    assertThat(terminal(Map.of("TERM", "xterm", "NO_COLOR", "1"), "terminal").colour()).isFalse();
    assertThat(terminal(Map.of("TERM", "xterm", "NO_COLOR", ""), "terminal").colour()).isTrue();
  }

  private Terminal terminal(Map<String, String> environment, String stdout) {
    Properties properties = new Properties();
    properties.setProperty("pinwheel.stdout", stdout);
    PrintWriter writer = new PrintWriter(text);
    return Terminal.of(writer, writer, environment, properties);
  }
}
