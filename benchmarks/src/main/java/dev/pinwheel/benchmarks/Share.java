package dev.pinwheel.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What of a training step of Pinwheel's is spent on other things than convolutions.
 *
 * @param name the case's
 * @param precision what it computes in
 * @param threads how many LibTorch may use
 * @param stepMillis the whole step
 * @param convolutionMillis the same convolutions by themselves
 * @param target what the share should be at most, on a processor with AMX; null where none is set
 */
public record Share(
    String name,
    String precision,
    int threads,
    double stepMillis,
    double convolutionMillis,
    Double target) {
  /**
   * The share.
   *
   * @return a fraction of the step
   */
  public double outside() {
    return 1 - convolutionMillis / stepMillis;
  }

  /** Pairs each step of Pinwheel's with its convolutions. */
  static List<Share> of(List<Measurement> measurements) {
    List<Share> shares = new ArrayList<>();
    for (Measurement alone : measurements) {
      if (!alone.contestant().equals(Entrant.CONVOLUTIONS)) {
        continue;
      }
      measurements.stream()
          .filter(m -> m.contestant().equals(Entrant.PINWHEEL))
          .filter(m -> m.name().equals(alone.name()))
          .filter(m -> m.precision().equals(alone.precision()) && m.threads() == alone.threads())
          .map(
              m ->
                  new Share(
                      m.name(),
                      m.precision(),
                      m.threads(),
                      m.millis().median(),
                      alone.millis().median(),
                      Targets.outsideConvolutions(m.precision())))
          .forEach(shares::add);
    }
    return shares;
  }
}
