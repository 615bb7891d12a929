package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          serve p4cnn --port 65536              | port 65536: give one from 0 to 65535
          serve p4cnn --port -1                 | port -1: give one from 0 to 65535
          serve p4cnn --max-body 0              | give positive ones
          serve p4cnn --max-seconds 0           | give positive ones
          serve p4cnn --host no.such.host.test  | the host 'no.such.host.test' is unknown
          serve p4cm                            | 'p4cm'
          serve p4cnn --beside nothing/here     | there is no run folder or weight file 'nothing/here'
          """)
  void whatCannotBeServed(String line, String reason) {
    Captured call = Captured.line(line);
    assertThat(call.exitCode()).isNotZero();
    assertThat(call.err()).contains(reason).hasLineCount(1);
  }

  @Test
  void aTakenPortIsSaid() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Captured call = Captured.run("serve", "p4cnn", "--port", "" + taken.getLocalPort());
      assertThat(call.exitCode()).isEqualTo(ExitCode.FAILED);
      assertThat(call.err())
          .contains("port " + taken.getLocalPort() + " of 127.0.0.1 can't be had")
          .hasLineCount(1);
    }
  }

  /** It says where it is, answers there, and ends when it is told to. */
  @Test
  void servesUntilItIsInterrupted() throws IOException, InterruptedException {
    StringWriter out = new StringWriter();
    Terminal terminal = Terminal.plain(new PrintWriter(out), new PrintWriter(new StringWriter()));
    Thread command =
        new Thread(
            () ->
                Main.run(
                    Main.commandLine(terminal, Commands.all(terminal, new Samples())),
                    "serve",
                    "p4cnn",
                    "--port",
                    "0"));
    command.start();
    Pattern page = Pattern.compile("page\\s+(http://127\\.0\\.0\\.1:\\d+/)");
    Matcher said = page.matcher("");
    while (!said.find()) {
      assertThat(command.isAlive()).as(out.toString()).isTrue();
      Thread.sleep(50);
      said = page.matcher(out.toString());
    }
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<String> health =
        client.send(
            HttpRequest.newBuilder(URI.create(said.group(1) + "health")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
    command.interrupt();
    command.join(60_000);
    assertThat(command.isAlive()).isFalse();
  }
}
