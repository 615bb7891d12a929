package dev.pinwheel.train.reproduce;

import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainConfigBuilder;
import java.util.List;

/**
 * How well nets over sixteen rotations do on rotated MNIST with 12,000 training digits, in four
 * sizes.
 *
 * <p>Beside them stand the least errors published for nets of about their size: PDO-eConv's 1.87
 * with 26,000 parameters (without augmentation), LieConv's 1.13 over SE(2) (with), E(2)-CNN's 0.682
 * with three million (with). All of these are for the authors' own file of images.
 */
public final class RotatedMnist {
  private static final String DATA = "rotated-mnist";

  /** Images turned by any angle. */
  static final String ANY_ANGLE = "rotate(180)";

  private static final String ANY_ANGLE_AND_SHAPE =
      ANY_ANGLE + "+scale(1.15,peraxis)+shear(8.5)+resample(cubic)";

  private static final String ANY_ANGLE_AND_MORE_SHAPE =
      ANY_ANGLE + "+scale(1.3,peraxis)+shear(15)+resample(cubic)";

  private static final List<Experiment> EXPERIMENTS =
      List.of(
          new Experiment("c16-small", recipe("c16-small").epochs(16).build(), 1.87, 5),
          new Experiment(
              "c16-mid",
              recipe("c16-mid")
                  .epochs(40)
                  .augmentation(ANY_ANGLE_AND_SHAPE)
                  .precision("bf16")
                  .build(),
              1.13,
              3),
          new Experiment(
              "c16-large",
              recipe("c16-large")
                  .epochs(80)
                  .augmentation(ANY_ANGLE_AND_MORE_SHAPE)
                  .precision("bf16")
                  .build(),
              0.682,
              1),
          new Experiment(
              "e2cnn-d16-c16",
              TrainConfig.of("e2cnn-d16-c16", DATA)
                  .epochs(40)
                  .batchSize(64)
                  .learningRate(0.015)
                  .schedule("exponential(15;0.8)")
                  .augmentation(ANY_ANGLE)
                  .build(),
              0.682,
              1));

  /** Nets of one size, each over a larger group than the one before. */
  private static final List<String> GROUPS = List.of("p4cnn", "c8cnn", "c16cnn", "d8cnn");

  private static final int GROUP_EPOCHS = 10;

  private RotatedMnist() {}

  /** How a net is trained: a rate that falls from 0.01 to zero along a cosine, and weight decay. */
  static TrainConfigBuilder recipe(String net) {
    return TrainConfig.of(net, DATA).learningRate(0.01).schedule("cosine").weightDecay(0.0001);
  }

  /**
   * The table.
   *
   * @return a line for each size
   */
  public static ExperimentTable table() {
    return new ExperimentTable(
        "rotated-mnist",
        "Rotated MNIST: sixteen rotations",
        "The recipe of e2cnn-d16-c16 is its authors'; the others were chosen on held-out training"
            + " images. None was chosen on the test images. Published are the least errors known for"
            + " nets of about the size, on the authors' own images; ours are regenerated.",
        EXPERIMENTS);
  }

  /**
   * What a larger group brings at one number of parameters: P4CNN's size over 4, 8 and 16
   * rotations, and over 8 with reflections, all by one short recipe.
   *
   * @return a line for each group
   */
  public static ExperimentTable groups() {
    return new ExperimentTable(
        "groups",
        "Rotated MNIST: one size, four groups",
        "Ten epochs by one recipe, c16-small's, for nets of 22,000 to 25,000 parameters. Published"
            + " is the talk's figure for P4CNN, after 100 epochs of its own recipe, on the authors'"
            + " own images; ours are regenerated.",
        GROUPS.stream()
            .map(
                net ->
                    new Experiment(
                        net,
                        recipe(net).epochs(GROUP_EPOCHS).build(),
                        net.equals("p4cnn") ? 2.28 : Double.NaN))
            .toList());
  }
}
