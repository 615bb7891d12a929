package dev.pinwheel.serve;

import dev.pinwheel.models.SavedModel;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of one model: {@code GET /} is the page, {@code POST /predict} takes images, {@code GET
 * /health} and {@code GET /metrics} tell how it is; {@code docs/serve.md} has the forms.
 *
 * <p>Requests are worked on by several threads, the net by one. What is beyond the {@link Limits}
 * is answered with a status from 400 to 499 and a reason, or with 503 where it may be tried again.
 */
public final class PredictionServer implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String ARRIVED = "arrived";
  private static final int THREADS = 64;
  private static final int IDLE_MILLIS = 20_000;

  private final JsonMapper json = JsonMapper.builder().build();
  private final PageFiles page = new PageFiles();
  private final Metrics metrics = new Metrics();
  private final Limits limits;
  private final Uploads uploads;
  private final Semaphore places;
  private final Service service;
  private final Javalin http;

  /**
   * Starts.
   *
   * @param model a classifier; taken over, and closed with the server
   * @param beside another one to show beside it, such as a plain net for the same images; taken
   *     over
   * @param host the address to listen on, such as {@code 127.0.0.1}
   * @param port the port; 0 for any that is free
   * @param limits what clients may ask for
   * @throws IllegalArgumentException if a model is no classifier of images, the two do not tell the
   *     same classes apart, or the address or port can't be had
   */
  public PredictionServer(
      SavedModel model, Optional<SavedModel> beside, String host, int port, Limits limits) {
    this.limits = limits;
    this.uploads = new Uploads(limits, json);
    this.places = new Semaphore(limits.requests());
    beside.ifPresent(plain -> requireSameClasses(model, plain));
    this.service = new Service(model, beside, limits, metrics);
    this.http = Javalin.create(this::configure);
    try {
      http.start(host, port);
    } catch (JavalinException e) {
      service.close();
      throw new IllegalArgumentException(
          "port %d of %s can't be had: give another, or 0 for any that is free"
              .formatted(port, host),
          e);
    }
  }

  private static void requireSameClasses(SavedModel model, SavedModel plain) {
    if (model.options().classes() != plain.options().classes()) {
      throw new IllegalArgumentException(
          "%s tells %,d classes apart and %s beside it %,d: take a net for the same images"
              .formatted(
                  model.netName(),
                  model.options().classes(),
                  plain.netName(),
                  plain.options().classes()));
    }
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return http.port();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.maxRequestSize = limits.bodyBytes();
    config.jetty.threadPool = new QueuedThreadPool(THREADS, 4, IDLE_MILLIS);
    config.jetty.modifyServer(
        server -> {
          server.setErrorHandler(new JsonErrors(json));
          server.setStopTimeout(limits.time().toMillis());
        });
    config.jetty.modifyHttpConfiguration(
        settings -> {
          settings.setSendServerVersion(false);
          settings.setIdleTimeout(IDLE_MILLIS);
        });
    routes(config);
  }

  private void routes(JavalinConfig config) {
    config.routes.before(
        request -> {
          request.attribute(ARRIVED, System.nanoTime());
          request.header("Content-Security-Policy", POLICY);
          request.header("X-Content-Type-Options", "nosniff");
          request.header("Referrer-Policy", "no-referrer");
          request.header("Cache-Control", "no-store");
        });
    config.routes.after(
        request -> {
          Long arrived = request.attribute(ARRIVED);
          if (arrived != null) {
            metrics.answered(request.statusCode(), (System.nanoTime() - arrived) / 1e9);
          }
        });
    config.routes.get("/", request -> send(request, "index.html"));
    PageFiles.names().forEach(name -> config.routes.get("/" + name, r -> send(r, name)));
    config.routes.get("/health", request -> answer(request, 200, new Health("ok")));
    config.routes.get("/metrics", r -> r.contentType(metrics.contentType()).result(metrics.text()));
    config.routes.get("/api/model", request -> answer(request, 200, service.facts()));
    config.routes.post("/predict", placed(r -> answer(r, 200, service.predict(uploads.all(r)))));
    config.routes.post(
        "/api/turned",
        placed(r -> answer(r, 200, service.turned(uploads.one(r), number(r, "step", 5)))));
    config.routes.post(
        "/api/features",
        placed(r -> answer(r, 200, service.features(uploads.one(r), number(r, "angle", 0)))));
    config.routes.exception(Refusal.class, (e, r) -> refuse(r, e.status(), e.getMessage()));
    config.routes.exception(
        HttpResponseException.class, (e, r) -> refuse(r, e.getStatus(), e.getMessage()));
    config.routes.exception(Exception.class, this::fail);
    config.routes.error(404, r -> nothing(r, "there is nothing at " + r.path()));
    config.routes.error(405, r -> nothing(r, r.path() + " does not take " + r.method().name()));
  }

  /** What /health answers. */
  private record Health(String status) {}

  /** Only so many at a time; others are told at once, not kept waiting. */
  private Handler placed(Handler handler) {
    return request -> {
      if (!places.tryAcquire()) {
        // Read to its end, the connection can be used again.
        long length = request.req().getContentLengthLong();
        if (length > 0 && length <= limits.bodyBytes()) {
          request.bodyInputStream().transferTo(OutputStream.nullOutputStream());
        }
        throw Refusal.busy("%,d requests are worked on already".formatted(limits.requests()));
      }
      try {
        handler.handle(request);
      } finally {
        places.release();
      }
    };
  }

  private static double number(Context request, String name, double otherwise) {
    String text = request.queryParam(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new Refusal(400, "the " + name + " '" + text + "' is no number");
    }
  }

  private void send(Context request, String name) {
    request.contentType(PageFiles.type(name)).result(page.content(name));
  }

  private void answer(Context request, int status, Object content) {
    request
        .status(status)
        .contentType("application/json; charset=utf-8")
        .result(json.writeValueAsBytes(content));
  }

  private void refuse(Context request, int status, String reason) {
    if (status == 503) {
      request.header("Retry-After", "1");
    } else {
      // The body may not have been read, and then Jetty closes; a client must know.
      request.header("Connection", "close");
    }
    answer(request, status, new Answers.Problem(reason));
  }

  private void nothing(Context request, String reason) {
    answer(request, request.statusCode(), new Answers.Problem(reason));
  }

  /** Jetty's own refusals say what the client did wrong; anything else is a bug. */
  private void fail(Exception e, Context request) {
    if (e instanceof HttpException wrong && wrong.getCode() < 500) {
      refuse(request, wrong.getCode(), String.valueOf(wrong.getReason()));
    } else {
      refuse(request, 500, "the server failed: " + e);
    }
  }

  /** Ends: what is worked on is answered, nothing new is taken. */
  @Override
  public void close() {
    http.stop();
    service.close();
  }
}
