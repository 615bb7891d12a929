package dev.pinwheel.report;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.data.TrainTest;
import dev.pinwheel.models.FileInput;
import dev.pinwheel.models.ImageNets;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.NamedNet;
import dev.pinwheel.models.Nets;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.train.RunFolder;
import dev.pinwheel.train.TrainConfig;
import dev.pinwheel.train.TrainListener;
import dev.pinwheel.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Small images, and models and runs on them. */
final class Shapes {
  static final int SIZE = 12;

  private Shapes() {}

  /** Bars of different lengths in noise, a length a class. */
  static LabelledImages images(int channels, int classes, int count, long seed) {
    Random random = new Random(seed);
    LabelledImages.Builder images =
        LabelledImages.builder("bars", new ImageShape(channels, SIZE, SIZE), classes);
    for (int i = 0; i < count; i++) {
      float[] pixels = new float[channels * SIZE * SIZE];
      for (int k = 0; k < pixels.length; k++) {
        int row = k / SIZE % SIZE;
        boolean bar = row > 3 && row < 7 && k % SIZE < 1 + 11.0 * (i % classes) / classes;
        pixels[k] = (bar ? 0.6f : 0) + 0.4f * random.nextFloat();
      }
      images.add(pixels, 0, i % classes);
    }
    return images.build();
  }

  static NamedNet net(String group, int channels, int classes) {
    return ImageNets.choose(group, new ModelOptions(channels, SIZE, SIZE, classes), 100).net();
  }

  /** A model with fresh numbers, and names of its classes. */
  static SavedModel model(String group, int channels, int classes, List<String> labels) {
    NamedNet net = net(group, channels, classes);
    SavedModel plain =
        SavedModel.initialise(
            net, new ModelOptions(channels, SIZE, SIZE, classes), new Normalisation(0.25, 0.3), 3);
    return new SavedModel(
        net, plain.options(), plain.preprocessing(), plain.model(), new FileInput(labels, ""));
  }

  static SavedModel published(String name) {
    return SavedModel.initialise(name, Nets.get(name).images(), new Normalisation(0.13, 0.3), 5);
  }

  /** Trains for two epochs. */
  static RunFolder run(Path folder, TrainTest data) {
    NamedNet net = net("p4", data.train().shape().channels(), data.train().classes());
    TrainConfig config =
        TrainConfig.of(net.name(), data.name())
            .epochs(2)
            .batchSize(16)
            .evaluateEvery(1)
            .precision("float32")
            .threads(1)
            .build();
    RunFolder run = new RunFolder(folder);
    new Trainer(config, data, net).run(run, new TrainListener() {});
    return run;
  }
}
