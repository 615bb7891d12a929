package dev.pinwheel.train.reproduce;

import dev.pinwheel.train.TrainConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The talk's second table: five nets on CIFAR-10, each as published and exactly equivariant, with
 * and without augmentation (CIFAR-10+).
 *
 * <p>The recipe: stochastic gradient descent with momentum 0.9, batches of 128, L2 of 0.001, rate
 * 0.05; All-CNN 350 epochs with the rate divided by 10 after 200, 250 and 300, the residual nets
 * the same number with 50, 100, 150 and 300. Images are whitened, for the exact variants by a
 * whitening that commutes with the net's group; CIFAR-10+ flips them and shifts them by up to four
 * pixels.
 *
 * <p>Unlike the authors' code, batch norm's statistics are measured before an evaluation, never
 * taken from the test batch, and L2 acts on weights alone. All-CNN's initial rate is that of
 * Springenberg et al.
 */
public final class Table2 {
  /** What CIFAR-10+ does to training images. */
  public static final String AUGMENTATION = "flip(horizontal)+shift(4)";

  private static final String ALL_CNN_STEPS = "step(200,250,300;0.1)";
  private static final String RESNET_STEPS = "step(50,100,150,300;0.1)";
  private static final int EPOCHS = 350;
  private static final int EVALUATE_EVERY = 25;

  private static final List<Talk> TALK =
      List.of(
          new Talk("allcnn-z2", ALL_CNN_STEPS, "", 9.44, 8.86),
          new Talk("allcnn-p4", ALL_CNN_STEPS, "p4", 8.84, 7.67),
          new Talk("allcnn-p4m", ALL_CNN_STEPS, "p4m", 7.59, 7.04),
          new Talk("resnet44-z2", RESNET_STEPS, "", 9.45, 5.61),
          new Talk("resnet44-p4m", RESNET_STEPS, "p4m", 6.46, 4.94));

  /** Enough steps for a net to learn, on a CPU. */
  private static final int SHORT_BATCH = 16;

  private Table2() {}

  /** What the talk says of a net, in percent. */
  private record Talk(String net, String schedule, String group, double plain, double plus) {
    Experiment experiment(String variant, boolean augmented) {
      boolean symmetric = variant.equals("exact") && !group.isEmpty();
      String name = net + "-" + variant;
      return new Experiment(
          name + (augmented ? "-plus" : ""),
          TrainConfig.of(name, "cifar10")
              .epochs(EPOCHS)
              .optimiser("sgd")
              .learningRate(0.05)
              .schedule(schedule)
              .weightDecay(0.001)
              .augmentation(augmented ? AUGMENTATION : "none")
              .preprocessing(symmetric ? "whiten(" + group + ")" : "whiten")
              .evaluateEvery(EVALUATE_EVERY)
              .build(),
          augmented ? plus : plain);
    }

    /** The same without augmentation, in small steps and for two passes. */
    Experiment shortened(String variant) {
      Experiment full = experiment(variant, false);
      return new Experiment(
          full.folder(),
          full.config()
              .with()
              .epochs(2)
              .batchSize(SHORT_BATCH)
              .optimiser("adam")
              .learningRate(0.001)
              .schedule("cosine")
              .weightDecay(0)
              .evaluateEvery(0)
              .build(),
          Double.NaN);
    }
  }

  /**
   * The table.
   *
   * @return its 20 trainings
   */
  public static ExperimentTable table() {
    List<Experiment> all = new ArrayList<>();
    for (boolean augmented : new boolean[] {false, true}) {
      for (Talk talk : TALK) {
        all.add(talk.experiment("paper", augmented));
        all.add(talk.experiment("exact", augmented));
      }
    }
    return new ExperimentTable(
        "table2",
        "CIFAR-10: the talk's second table, run anew",
        "Published are the talk's figures, of the nets as published; CIFAR-10+ is the augmented one.",
        all);
  }

  /**
   * A short training of each net, to see that it learns. Its recipe is not the table's: Adam, and
   * batches of 16 for more steps.
   *
   * @return its 10 trainings
   */
  public static ExperimentTable shortTable() {
    List<Experiment> all = new ArrayList<>();
    for (Talk talk : TALK) {
      all.add(talk.shortened("paper"));
      all.add(talk.shortened("exact"));
    }
    return new ExperimentTable(
        "table2-short",
        "CIFAR-10: a short training of each net",
        "Two passes by Adam in batches of 16, to see that each net learns: guessing gives 90."
            + " Nothing here can be compared with a full training.",
        all);
  }
}
