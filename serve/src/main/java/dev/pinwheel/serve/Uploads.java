package dev.pinwheel.serve;

import io.javalin.http.Context;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the images of a request: a form's files, base64 in JSON, or one image as it is. */
final class Uploads {
  private static final Set<String> IMAGES =
      Set.of("image/png", "image/jpeg", "image/bmp", "image/tiff", "application/octet-stream");

  /** So much of a body that is too large is read and thrown away. */
  private static final long REST = 1 << 20;

  private final Limits limits;
  private final JsonMapper json;

  Uploads(Limits limits, JsonMapper json) {
    this.limits = limits;
    this.json = json;
  }

  /** Reads one or more images. */
  List<Upload> all(Context request) {
    String type = type(request);
    List<Upload> uploads =
        switch (type) {
          case "multipart/form-data" -> form(request);
          case "application/json" -> json(body(request));
          default -> List.of(new Upload("", raw(request, type)));
        };
    if (uploads.isEmpty()) {
      throw new Refusal(400, "there is no image in the request: send at least one file");
    }
    if (uploads.size() > limits.images()) {
      throw new Refusal(
          413, "%,d images in a request; at most %,d".formatted(uploads.size(), limits.images()));
    }
    return uploads;
  }

  /** Reads one image. */
  Upload one(Context request) {
    List<Upload> uploads = all(request);
    if (uploads.size() != 1) {
      throw new Refusal(400, uploads.size() + " images in a request that takes one");
    }
    return uploads.get(0);
  }

  private static String type(Context request) {
    String header = request.contentType();
    if (header == null) {
      throw new Refusal(415, "there is no Content-Type: send " + accepted());
    }
    return header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String accepted() {
    return "multipart/form-data, application/json, image/png, image/jpeg, image/bmp or image/tiff";
  }

  private byte[] raw(Context request, String type) {
    if (!IMAGES.contains(type)) {
      throw new Refusal(415, "the Content-Type '" + type + "' is not taken: send " + accepted());
    }
    return body(request);
  }

  private byte[] body(Context request) {
    requireLength(request);
    try (InputStream in = request.bodyInputStream()) {
      byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limits.bodyBytes() + 1));
      if (bytes.length > limits.bodyBytes()) {
        throw tooLarge(request);
      }
      if (bytes.length == 0) {
        throw new Refusal(400, "the request has no body: send an image");
      }
      return bytes;
    } catch (IOException e) {
      throw new Refusal(400, "the body ends too early: " + e.getMessage());
    }
  }

  private void requireLength(Context request) {
    if (request.req().getContentLengthLong() > limits.bodyBytes()) {
      throw tooLarge(request);
    }
  }

  /**
   * Reads what is left of the body first, if that is not much: to a client that still sends, a
   * connection that closes with bytes unread is an error, and the answer is lost.
   */
  private Refusal tooLarge(Context request) {
    long deadline = System.nanoTime() + limits.time().toNanos();
    byte[] rest = new byte[1 << 13];
    try {
      InputStream in = request.bodyInputStream();
      long left = REST;
      while (left > 0 && System.nanoTime() < deadline) {
        int read = in.read(rest);
        left = read < 0 ? 0 : left - read;
      }
    } catch (IOException e) {
      // The client has gone, and hears no answer either way.
    }
    return new Refusal(413, "a body of more than %,d bytes".formatted(limits.bodyBytes()));
  }

  private List<Upload> form(Context request) {
    requireLength(request);
    List<Upload> uploads = new ArrayList<>();
    long most = limits.bodyBytes();
    request
        .req()
        .setAttribute(
            ServletContextRequest.MULTIPART_CONFIG_ELEMENT,
            new MultipartConfigElement(null, most, most, (int) Math.min(most, Integer.MAX_VALUE)));
    try {
      for (Part part : request.req().getParts()) {
        if (part.getSubmittedFileName() != null) {
          try (InputStream in = part.getInputStream()) {
            uploads.add(new Upload(part.getSubmittedFileName(), in.readAllBytes()));
          }
        }
      }
      return uploads;
    } catch (IOException | ServletException | RuntimeException e) {
      if (e instanceof Refusal refusal) {
        throw refusal;
      }
      if (isOfLength(e)) {
        throw tooLarge(request);
      }
      throw new Refusal(400, "the body is no multipart form that can be read");
    }
  }

  /** Whether Jetty counted more bytes than allowed, which only words deep down in a chain tell. */
  private static boolean isOfLength(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
    return reason.contains("max") && (reason.contains("exceed") || reason.contains("size"));
  }

  private List<Upload> json(byte[] body) {
    JsonNode images;
    try {
      images = json.readTree(body).path("images");
    } catch (JacksonException e) {
      throw new Refusal(400, "the body is no JSON: " + e.getOriginalMessage());
    }
    if (!images.isArray()) {
      throw new Refusal(400, "the JSON has no list 'images' of files in base64");
    }
    List<Upload> uploads = new ArrayList<>();
    for (JsonNode image : images) {
      if (!image.isString()) {
        throw new Refusal(400, "entry " + uploads.size() + " of 'images' is no string");
      }
      try {
        uploads.add(new Upload("", Base64.getDecoder().decode(image.stringValue())));
      } catch (IllegalArgumentException e) {
        throw new Refusal(400, "entry " + uploads.size() + " of 'images' is no base64");
      }
    }
    return uploads;
  }
}
