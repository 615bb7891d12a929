package dev.pinwheel.cli;

import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.RunResult;
import java.util.Locale;

/** What is said when a run has ended. */
final class TrainingSummary {
  private TrainingSummary() {}

  static void print(Terminal terminal, RunResult result, RunFolder folder) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "test error %.2f %% (%,d of %,d images wrong) after %d %s, %s of training%n",
            100 * result.testError(),
            result.testWrong(),
            result.testImages(),
            result.epochs(),
            result.epochs() == 1 ? "epoch" : "epochs",
            Durations.text((long) (result.trainingSeconds() * 1e9)));
    terminal.out().printf("model   %s%n", folder.weights());
    terminal.out().printf("curves  %s%n", folder.curves());
    terminal.out().flush();
  }
}
