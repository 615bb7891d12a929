package dev.pinwheel.serve;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** Answers what Jetty itself refuses, such as a request that is no HTTP, in JSON like the rest. */
final class JsonErrors extends ErrorHandler {
  private final JsonMapper json;

  JsonErrors(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    String reason =
        Objects.requireNonNullElse(
            (String) request.getAttribute(ERROR_MESSAGE), HttpStatus.getMessage(status));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    response.write(
        true, ByteBuffer.wrap(json.writeValueAsBytes(new Answers.Problem(reason))), callback);
    return true;
  }
}
