package dev.pinwheel.data.sets;

import dev.pinwheel.data.DataException;
import dev.pinwheel.data.DataLocations;
import dev.pinwheel.data.DataSource;
import dev.pinwheel.data.Progress;
import dev.pinwheel.data.Suggestions;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.data.cifar.Cifar10;
import dev.pinwheel.data.mnist.Mnist;
import dev.pinwheel.data.mnist.RotatedMnist;
import dev.pinwheel.data.mnist.RotatedMnistAmat;
import java.util.List;

/** The data sets known by name. */
public final class DataSets {
  private static final List<DataSource> ALL =
      List.of(new RotatedMnist(), new RotatedMnistAmat(), new Mnist(), new Cifar10());

  private DataSets() {}

  /**
   * Lists the known data sets.
   *
   * @return an unmodifiable list, in the order to show
   */
  public static List<DataSource> all() {
    return ALL;
  }

  /**
   * Lists the names of the known data sets.
   *
   * @return an unmodifiable list, in the order to show
   */
  public static List<String> names() {
    return ALL.stream().map(DataSource::name).toList();
  }

  /**
   * Finds a data set.
   *
   * @param name its name
   * @return what yields it
   * @throws DataException if there is none of that name; the message suggests the nearest
   */
  public static DataSource get(String name) {
    return ALL.stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new DataException(Suggestions.unknown("data set", name, names())));
  }

  /**
   * Loads a data set.
   *
   * @param name its name
   * @param locations the folders to look in and to keep files in
   * @param progress what is told of long work
   * @return its two sets
   * @throws DataException if there is none of that name, or it can't be had
   */
  public static TrainTest load(String name, DataLocations locations, Progress progress) {
    return get(name).load(locations, progress);
  }
}
