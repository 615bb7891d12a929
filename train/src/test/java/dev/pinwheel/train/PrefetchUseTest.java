package dev.pinwheel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.Progress;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Training, calibration and evaluation stop their threads, however they end. */
@Timeout(60)
class PrefetchUseTest {
  private static final LabelledImages IMAGES = Rings.images("train", 300, 1);

  @TempDir Path folder;
  private int runs;

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(Prefetch.THREAD))
        .toList();
  }

  /** Does something after a task's first batch, and remembers the threads of that moment. */
  private record Listener(String task, Runnable action, List<Thread> seen) implements Progress {
    Listener(String task, Runnable action) {
      this(task, action, new ArrayList<>());
    }

    @Override
    public Task begin(String name, Unit unit, long total) {
      return new Task() {
        private boolean first = name.startsWith(task);

        @Override
        public void advance(long amount) {
          if (first) {
            first = false;
            seen.addAll(threads());
            action.run();
          }
        }

        @Override
        public void close() {}
      };
    }
  }

  private void train(Progress progress) {
    TrainListener listener =
        new TrainListener() {
          @Override
          public Progress progress() {
            return progress;
          }
        };
    new Trainer(Rings.config(r -> r.net = "z2cnn"), Rings.data(40, 20))
        .run(new RunFolder(folder.resolve("run" + runs++)), listener);
  }

  private static void evaluate(Progress progress) {
    try (SavedModel model =
        SavedModel.initialise("z2cnn", ModelOptions.MNIST, Normalisation.NONE, 1)) {
      Evaluation.of(model, IMAGES, progress);
    }
  }

  private static void calibrate(Progress progress) {
    try (SavedModel model =
        SavedModel.initialise("z2cnn", ModelOptions.MNIST, Normalisation.NONE, 1)) {
      Calibration.run(model, IMAGES, 100, Calibration.Dropout.OFF, progress);
    }
  }

  private void run(String task, Progress progress) {
    switch (task) {
      case "epoch" -> train(progress);
      case "evaluating" -> evaluate(progress);
      default -> calibrate(progress);
    }
  }

  @Test
  void anEndAFailureAndAnInterruptionLeaveNoThread() {
    for (String task : List.of("epoch", "evaluating", "measuring")) {
      Listener ending = new Listener(task, () -> {});
      run(task, ending);
      assertThat(ending.seen).as(task).isNotEmpty();
      assertThat(threads()).as(task).isEmpty();

      RuntimeException thrown = new IllegalStateException("stop");
      Listener failing =
          new Listener(
              task,
              () -> {
                throw thrown;
              });
      assertThatThrownBy(() -> run(task, failing)).isSameAs(thrown);
      assertThat(threads()).as(task).isEmpty();

      Listener interrupting = new Listener(task, () -> Thread.currentThread().interrupt());
      assertThatThrownBy(() -> run(task, interrupting))
          .isInstanceOf(TrainingException.class)
          .hasMessage("interrupted before batch 2 of 3");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(threads()).as(task).isEmpty();
    }
  }
}
