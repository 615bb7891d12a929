package dev.pinwheel.cli;

import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.TrainTest;

/** Where commands get images from by a data set's name. */
@FunctionalInterface
interface ImageSource {
  /**
   * Loads a data set.
   *
   * @throws dev.pinwheel.data.DataException if there is none of that name, or it can't be had
   */
  TrainTest load(String name, DataLocations locations, Progress progress);
}
