package dev.pinwheel.benchmarks;

import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.engine.Tensors;
import dev.pinwheel.nn.feature.FeatureMap;
import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Labelled images in memory, the same for every contestant: pixels of a normal distribution. */
final class Batch {
  private static final long SEED = 0;

  private final float[] pixels;
  private final long[] labels;
  private final long[] shape;

  /** As many images as asked for, of a net's channels and size, labelled with its classes. */
  Batch(Net net, int images) {
    Random random = new Random(SEED);
    int channels = net.input().channels();
    int[] size = net.inputSize();
    shape = new long[] {images, channels, size[0], size[1]};
    pixels = new float[images * channels * size[0] * size[1]];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    labels = new long[images];
    for (int i = 0; i < images; i++) {
      labels[i] = random.nextInt(net.output().fields());
    }
  }

  /** Image by image, channel by channel. */
  float[] pixels() {
    return pixels.clone();
  }

  /** A class for each image. */
  long[] labels() {
    return labels.clone();
  }

  /** As Pinwheel takes them. */
  FeatureMap images(Model model) {
    return model.images(pixels);
  }

  /** As LibTorch takes them: [images, channels, height, width]. */
  Tensor images() {
    return Tensors.of(pixels, shape);
  }

  /** The cross-entropy of scores, a row per image, in float32. */
  Tensor loss(Tensor scores) {
    return torch.cross_entropy_loss(scores.to(ScalarType.Float), Tensors.of(labels, labels.length));
  }
}
