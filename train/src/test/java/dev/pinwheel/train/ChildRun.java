package dev.pinwheel.train;

import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;
import java.nio.file.Path;

/** A short run in a process of its own, which says a word at every step and every epoch's end. */
final class ChildRun {
  static final TrainTest DATA = Rings.data(16, 10);
  static final TrainConfig CONFIG =
      Rings.config(
          r -> {
            r.epochs = 48;
            r.batchSize = 8;
            r.augmentation = "rotate(180)";
            r.schedule = "cosine";
          });

  private ChildRun() {}

  /** Runs or goes on in the folder given. */
  public static void main(String[] arguments) {
    new Trainer(CONFIG, DATA).run(new RunFolder(Path.of(arguments[0])), new Telling());
  }

  private static final class Telling implements TrainListener {
    @Override
    public Progress progress() {
      return (name, unit, total) ->
          new Progress.Task() {
            @Override
            public void advance(long amount) {
              say("step");
            }

            @Override
            public void close() {}
          };
    }

    @Override
    public void epochEnded(EpochMetrics metrics, int total) {
      say("epoch " + metrics.epoch());
    }

    private static void say(String words) {
      System.out.println(words);
      System.out.flush();
    }
  }
}
