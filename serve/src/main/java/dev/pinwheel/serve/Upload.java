package dev.pinwheel.serve;

/** The content of an image's file as a client sent it, and the name it gave, which may be empty. */
final class Upload {
  private final String name;
  private final byte[] content;

  /** Keeps the array. */
  Upload(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  String name() {
    return name;
  }

  byte[] content() {
    return content;
  }
}
