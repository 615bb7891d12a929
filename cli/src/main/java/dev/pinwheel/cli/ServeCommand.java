package dev.pinwheel.cli;

import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.serve.Limits;
import dev.pinwheel.serve.PredictionServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pinwheel serve}: a page to try a model on, and an endpoint for predictions. */
@Command(
    name = "serve",
    sortOptions = false,
    header = "Try a model on a page, and answer other programs.",
    description = {
      "",
      "On the page an image is dropped or drawn, and turned: the equivariant net's answer stays, a"
          + " plain net's beside it wavers. Programs send images to /predict and get classes and"
          + " probabilities; /health and /metrics tell how the server is. Ctrl-C ends it.",
      "",
      "It listens on this machine alone unless --host says otherwise; there are no passwords."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  pinwheel serve runs/quickstart",
      "  pinwheel serve runs/planes --beside runs/plain --port 9000",
      "  curl -F image=@tile.png http://127.0.0.1:8080/predict"
    })
final class ServeCommand implements Runnable {
  private static final int MIB = 1 << 20;

  private final Terminal terminal;

  @Mixin CommonOptions common;

  @Parameters(paramLabel = "MODEL", description = "A run folder or a weight file.")
  private String location;

  @Option(
      names = "--beside",
      paramLabel = "MODEL",
      description = "A plain net for the same images, to be seen beside it.")
  private String beside;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Where to listen; 0.0.0.0 for everywhere (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--max-body",
      paramLabel = "MIB",
      defaultValue = "16",
      description = "The largest request, in MiB (default: ${DEFAULT-VALUE}).")
  private int body;

  @Option(
      names = "--max-images",
      paramLabel = "N",
      defaultValue = "64",
      description = "The most images in a request (default: ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      defaultValue = "16000000",
      description = "The most pixels of an image (default: ${DEFAULT-VALUE}).")
  private long pixels;

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "The longest a request may take (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--max-requests",
      paramLabel = "N",
      defaultValue = "64",
      description = {
        "How many requests are worked on at a time; others are told to try again (default:"
            + " ${DEFAULT-VALUE})."
      })
  private int requests;

  @Mixin private DeviceOption device;

  ServeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port " + port + ": give one from 0 to 65535");
    }
    Limits limits =
        new Limits((long) body * MIB, images, pixels, Duration.ofSeconds(seconds), requests);
    boolean local = isLocal();
    ComputeDevice target = device.get();
    Optional<SavedModel> other =
        Optional.ofNullable(beside).map(place -> ModelLocation.open(place, 0).on(target).model());
    SavedModel model = ModelLocation.open(location, 0).on(target).model();
    PredictionServer server = new PredictionServer(model, other, host, port, limits);
    Thread end = new Thread(server::close, "pinwheel-end");
    Runtime.getRuntime().addShutdownHook(end);
    terminal.out().printf("page      http://%s:%d/%n", shown(), server.port());
    terminal.out().printf("endpoint  http://%s:%d/predict%n", shown(), server.port());
    if (!local) {
      terminal.out().println("Whoever reaches this machine can use it: there are no passwords.");
    }
    terminal.out().println("Ctrl-C ends it.");
    terminal.out().flush();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Runtime.getRuntime().removeShutdownHook(end);
      server.close();
    }
  }

  private boolean isLocal() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "the host '" + host + "' is unknown: give an address of this machine", e);
    }
  }

  /** An address with colons stands in brackets. */
  private String shown() {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
