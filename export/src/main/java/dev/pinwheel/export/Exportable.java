package dev.pinwheel.export;

import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.dense.DenseGraph;
import dev.pinwheel.nn.feature.Sizes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is exported: a model, what is done to pixels before it, and what its outputs mean.
 *
 * @param name the net's name
 * @param model the net and its numbers
 * @param preprocessing what is done to pixels, values in [0, 1]
 * @param labels a name per class; empty for a net that is no classifier
 * @param sizing how a file's image was brought to the net's size, such as {@code resize(64)}; empty
 *     if the model was not trained on files. The graph does not do it
 */
public record Exportable(
    String name, Model model, Preprocessing preprocessing, List<String> labels, String sizing) {
  /**
   * Checks and copies the labels.
   *
   * @param name the net's name
   * @param model the net and its numbers
   * @param preprocessing what is done to pixels, values in [0, 1]
   * @param labels a name per class; empty for a net that is no classifier
   * @param sizing how a file's image was brought to the net's size; empty if it was not
   * @throws IllegalArgumentException if there are more or fewer labels than classes
   */
  public Exportable {
    labels = List.copyOf(labels);
    int classes = model.net().output().fields();
    if (!labels.isEmpty() && (!isClassifier(model.net()) || labels.size() != classes)) {
      throw new IllegalArgumentException(
          labels.size()
              + " labels do not fit a net that gives '"
              + model.net().output()
              + "' of size "
              + Sizes.format(model.net().outputSize())
              + ": a classifier takes one for each of its "
              + classes
              + " classes");
    }
  }

  /**
   * A model that was not trained on files.
   *
   * @param name the net's name
   * @param model the net and its numbers
   * @param preprocessing what is done to pixels, values in [0, 1]
   * @param labels a name per class; empty for a net that is no classifier
   * @throws IllegalArgumentException if there are more or fewer labels than classes
   */
  public Exportable(String name, Model model, Preprocessing preprocessing, List<String> labels) {
    this(name, model, preprocessing, labels, "");
  }

  /**
   * A saved model; classes have the names it was trained with, or else their numbers, from 0.
   *
   * @param saved the model, which stays its owner's to close
   * @return what is exported
   */
  public static Exportable of(SavedModel saved) {
    Net net = saved.model().net();
    int classes = isClassifier(net) ? net.output().fields() : 0;
    List<String> labels = IntStream.range(0, classes).mapToObj(saved.input()::label).toList();
    return new Exportable(
        saved.netName(), saved.model(), saved.preprocessing(), labels, saved.input().sizing());
  }

  /**
   * The same with other labels.
   *
   * @param newLabels a name per class
   * @return what is exported
   * @throws IllegalArgumentException if there are more or fewer than classes
   */
  public Exportable withLabels(List<String> newLabels) {
    return new Exportable(name, model, preprocessing, newLabels, sizing);
  }

  /** From images with values in [0, 1] to the output, by plain operators. */
  DenseGraph describe() {
    return model.describe(preprocessing::describe);
  }

  boolean isClassifier() {
    return isClassifier(model.net());
  }

  private static boolean isClassifier(Net net) {
    return net.output().isTrivial() && Sizes.pixels(net.outputSize()) == 1;
  }
}
