package dev.pinwheel.benchmarks;

import dev.pinwheel.benchmarks.reference.Form;
import dev.pinwheel.benchmarks.timing.Contestant;
import dev.pinwheel.benchmarks.timing.JmhRounds;
import dev.pinwheel.benchmarks.timing.Rounds;
import dev.pinwheel.benchmarks.timing.Spread;
import dev.pinwheel.benchmarks.timing.Timer;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.Engine;
import dev.pinwheel.nn.engine.Precision;
import java.util.ArrayList;
import java.util.List;

/** A case in which steps are timed against each other. */
record TimedCase(String name, Section section, Kind kind, Net net, int images)
    implements BenchCase {
  /** What a step is. */
  enum Kind {
    /** Forward and backward pass of a layer. */
    LAYER,
    /** A training step of a classifier. */
    TRAINING,
    /** A forward pass of a classifier. */
    INFERENCE
  }

  private static final int FORWARD = 1;
  private static final int BY_WEIGHTS = 2;
  private static final int BY_BOTH = 3;
  private static final double GIGA = 1e9;

  /** Everybody, Pinwheel first in each of the precisions. */
  List<Entrant> entrants(List<Precision> precisions) {
    List<Entrant> all = new ArrayList<>();
    for (Precision p : precisions) {
      all.add(
          new Entrant(
              Entrant.PINWHEEL,
              p,
              n ->
                  switch (kind) {
                    case LAYER -> PinwheelSteps.layer(net, p, n);
                    case TRAINING -> PinwheelSteps.training(net, p, n);
                    case INFERENCE -> PinwheelSteps.inference(net, p, n);
                  }));
    }
    all.add(new Entrant(Entrant.REFERENCE, Precision.FLOAT32, n -> plain(Form.EXPANDED, n)));
    all.add(new Entrant(Entrant.PLAIN, Precision.FLOAT32, n -> plain(Form.PLAIN, n)));
    return all;
  }

  private Contestant plain(Form form, int n) {
    return switch (kind) {
      case LAYER -> PlainSteps.layer(net, form, n);
      case TRAINING -> PlainSteps.training(net, form, n);
      case INFERENCE -> PlainSteps.inference(net, form, n);
    };
  }

  /** Entrants, and the convolutions of training steps by themselves. */
  private List<Entrant> timed(List<Precision> precisions) {
    List<Entrant> all = entrants(precisions);
    if (kind == Kind.TRAINING) {
      for (Precision p : precisions) {
        all.add(new Entrant(Entrant.CONVOLUTIONS, p, n -> ConvolutionsAlone.of(net, p, n)));
      }
    }
    return all;
  }

  /** Multiplications and additions with weights in a step, forward and backward, in 10⁹. */
  double gigaflop() {
    long multiplyAdds = 0;
    for (LayerSite site : net.sites()) {
      int passes =
          kind == Kind.INFERENCE
              ? FORWARD
              : ConvolutionsAlone.isFirst(site.layer()) ? BY_WEIGHTS : BY_BOTH;
      multiplyAdds += passes * site.layer().multiplyAdds(site.inputSize());
    }
    return 2.0 * images * multiplyAdds / GIGA;
  }

  @Override
  public long units(BenchOptions options) {
    return (long) options.threads().size()
        * Timer.ticks(timed(options.precisions()).size(), options.effort());
  }

  @Override
  public void run(BenchRun run) {
    Timer timer = kind == Kind.LAYER ? new JmhRounds() : new Rounds();
    List<Entrant> entrants = timed(run.options().precisions());
    for (int threads : run.options().threads()) {
      run.at(this, threads);
      // Pinwheel splits a batch among the threads that there are when it starts.
      Engine.setThreads(threads);
      List<Contestant> contestants = new ArrayList<>();
      try {
        entrants.forEach(e -> contestants.add(e.start().apply(images)));
        List<Spread> spreads =
            timer.time(contestants, run.options().effort(), threads, () -> run.advance(1));
        run.add(this, threads, entrants, spreads);
      } finally {
        contestants.forEach(Contestant::close);
      }
    }
  }
}
