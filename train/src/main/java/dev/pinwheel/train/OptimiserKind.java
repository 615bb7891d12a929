package dev.pinwheel.train;

import dev.pinwheel.nn.module.Weights;
import java.util.Locale;

/** How gradients move the weights. */
public enum OptimiserKind {
  /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸ (Kingma &amp; Ba, 2015). */
  ADAM,
  /** Stochastic gradient descent with momentum 0.9. */
  SGD;

  Optimiser start(Weights weights, double weightDecay) {
    return this == ADAM ? new Adam(weights, weightDecay) : new Sgd(weights, weightDecay);
  }

  /**
   * Reads the form used on the command line.
   *
   * @param text {@code adam} or {@code sgd}
   * @return the optimiser
   * @throws IllegalArgumentException if it is neither
   */
  public static OptimiserKind parse(String text) {
    for (OptimiserKind kind : values()) {
      if (kind.toString().equals(text)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown optimiser '" + text + "': use adam or sgd");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
