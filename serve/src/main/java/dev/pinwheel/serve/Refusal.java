package dev.pinwheel.serve;

/** A request that is answered with an error's status and a reason. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  /** The server has no room for it now. */
  static Refusal busy(String reason) {
    return new Refusal(503, reason + ": try again");
  }

  int status() {
    return status;
  }
}
