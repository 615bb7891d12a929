package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.group.Grid;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.WeightFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhiteningTest {
  private static final ModelOptions SHAPE = new ModelOptions(2, 4, 4, 3);
  private static final int SIZE = 32;
  private static final int COUNT = 2500;

  @TempDir Path folder;

  /** Noise with neighbours alike, brighter at one side, and contrasts of its own in each image. */
  private static final float[][] IMAGES = new float[COUNT][SIZE];

  static {
    Random random = new Random(2);
    for (float[] image : IMAGES) {
      float contrast = 0.1f + 0.8f * random.nextFloat();
      float last = 0;
      for (int k = 0; k < SIZE; k++) {
        last = 0.6f * last + 0.4f * random.nextFloat() + 0.02f * (k % 4);
        image[k] = contrast * last;
      }
    }
  }

  private static Whitening fit(String form) {
    int[] told = {0};
    Whitening whitening =
        WhiteningFit.of(
            PreprocessingForm.parse(form),
            SHAPE,
            COUNT,
            (index, target, offset) -> System.arraycopy(IMAGES[index], 0, target, offset, SIZE),
            n -> told[0] += n);
    assertThat(told[0]).isEqualTo(COUNT);
    return whitening;
  }

  private static float[] pixels(int from, int to) {
    float[] pixels = new float[(to - from) * SIZE];
    for (int i = from; i < to; i++) {
      System.arraycopy(IMAGES[i], 0, pixels, (i - from) * SIZE, SIZE);
    }
    return pixels;
  }

  private static float[] contrastNormalised() {
    float[] pixels = pixels(0, COUNT);
    for (int i = 0; i < COUNT; i++) {
      double mean = 0;
      double squares = 0;
      for (int k = 0; k < SIZE; k++) {
        mean += pixels[i * SIZE + k] / (double) SIZE;
      }
      for (int k = 0; k < SIZE; k++) {
        squares += Math.pow(pixels[i * SIZE + k] - mean, 2) / SIZE;
      }
      for (int k = 0; k < SIZE; k++) {
        pixels[i * SIZE + k] = (float) ((pixels[i * SIZE + k] - mean) / Math.sqrt(squares));
      }
    }
    return pixels;
  }

  private static double[][] covariance(float[] pixels) {
    double[] mean = new double[SIZE];
    double[][] products = new double[SIZE][SIZE];
    for (int i = 0; i < COUNT; i++) {
      for (int a = 0; a < SIZE; a++) {
        mean[a] += pixels[i * SIZE + a] / (double) COUNT;
        for (int b = 0; b < SIZE; b++) {
          products[a][b] += (double) pixels[i * SIZE + a] * pixels[i * SIZE + b] / (double) COUNT;
        }
      }
    }
    for (int a = 0; a < SIZE; a++) {
      for (int b = 0; b < SIZE; b++) {
        products[a][b] -= mean[a] * mean[b];
      }
    }
    return products;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int k = 0; k < SIZE; k++) {
        for (int j = 0; j < SIZE; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] matrix(Whitening whitening) {
    float[] flat = whitening.matrix();
    double[][] matrix = new double[SIZE][SIZE];
    for (int i = 0; i < flat.length; i++) {
      matrix[i / SIZE][i % SIZE] = flat[i];
    }
    return matrix;
  }

  private static void assertIdentity(double[][] matrix) {
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        assertThat(matrix[i][j]).as("(%d, %d)", i, j).isCloseTo(i == j ? 1 : 0, within(2e-5));
      }
    }
  }

  private static double[][] plusEpsilon(double[][] matrix) {
    double[][] sum = new double[SIZE][];
    for (int i = 0; i < SIZE; i++) {
      sum[i] = matrix[i].clone();
      sum[i][i] += Whitening.EPSILON;
    }
    return sum;
  }

  @Test
  void theMatrixIsTheSymmetricRootOfTheCovariancesInverse() {
    double[][] w = matrix(fit("whiten"));
    assertIdentity(times(times(w, plusEpsilon(covariance(contrastNormalised()))), w));
    for (int i = 0; i < SIZE; i++) {
      assertThat(w[i][i]).isPositive();
      for (int j = 0; j < SIZE; j++) {
        assertThat(w[i][j]).isEqualTo(w[j][i]);
      }
    }
  }

  /** W C W + ε W² = 1: the covariance of whitened images is the identity up to the regulariser. */
  @Test
  void whitenedImagesHaveTheIdentityForCovarianceUpToTheRegulariser() {
    Whitening whitening = fit("whiten");
    float[] pixels = pixels(0, COUNT);
    whitening.apply(pixels, 0, pixels.length);
    double[][] covariance = covariance(pixels);
    double[][] square = times(matrix(whitening), matrix(whitening));
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        covariance[i][j] += Whitening.EPSILON * square[i][j];
      }
    }
    assertIdentity(covariance);
    double[] mean = new double[SIZE];
    for (int k = 0; k < pixels.length; k++) {
      mean[k % SIZE] += pixels[k] / (double) COUNT;
    }
    assertThat(mean).containsExactly(new double[SIZE], within(1e-5));
  }

  @Test
  void brightnessAndContrastMakeNoDifference() {
    Whitening whitening = fit("whiten");
    float[] plain = pixels(3, 4);
    float[] other = plain.clone();
    for (int k = 0; k < SIZE; k++) {
      other[k] = 0.25f * other[k] + 0.5f;
    }
    whitening.apply(plain, 0, SIZE);
    whitening.apply(other, 0, SIZE);
    for (int k = 0; k < SIZE; k++) {
      assertThat(other[k]).isCloseTo(plain[k], within(1e-5f));
    }
  }

  @Test
  void onlyTheImagesAskedForAreChanged() {
    Whitening whitening = fit("whiten");
    float[] three = pixels(0, 3);
    whitening.apply(three, SIZE, 2 * SIZE);
    float[] middle = pixels(1, 2);
    whitening.apply(middle, 0, SIZE);
    float[] raw = pixels(0, 3);
    assertThat(Arrays.copyOf(three, SIZE)).isEqualTo(Arrays.copyOf(raw, SIZE));
    assertThat(Arrays.copyOfRange(three, SIZE, 2 * SIZE)).isEqualTo(middle);
    assertThat(Arrays.copyOfRange(three, 2 * SIZE, 3 * SIZE))
        .isEqualTo(Arrays.copyOfRange(raw, 2 * SIZE, 3 * SIZE));
    float[] constant = new float[SIZE];
    whitening.apply(constant, 0, SIZE);
    assertThat(constant).doesNotContain(Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whitening.apply(new float[SIZE + 1], 0, SIZE + 1))
        .withMessageContaining("images of 32 numbers, not 33");
  }

  private static double worstCommutator(Whitening whitening, PointGroup group) {
    Grid grid = Grid.of(4, 4);
    double worst = 0;
    for (int g = 0; g < group.order(); g++) {
      int[] sources = grid.sources(group, g);
      float[] white = pixels(5, 6);
      whitening.apply(white, 0, SIZE);
      float[] turned = new float[SIZE];
      float[] raw = pixels(5, 6);
      for (int k = 0; k < SIZE; k++) {
        turned[k] = raw[k / 16 * 16 + sources[k % 16]];
      }
      whitening.apply(turned, 0, SIZE);
      for (int k = 0; k < SIZE; k++) {
        worst = Math.max(worst, Math.abs(turned[k] - white[k / 16 * 16 + sources[k % 16]]));
      }
    }
    return worst;
  }

  @Test
  void aWhiteningOfAGroupCommutesWithIt() {
    PointGroup p4m = PointGroup.parse("p4m");
    assertThat(worstCommutator(fit("whiten(p4m)"), p4m)).isLessThan(1e-5);
    assertThat(worstCommutator(fit("whiten(C4)"), PointGroup.parse("C4"))).isLessThan(1e-5);
    assertThat(worstCommutator(fit("whiten"), p4m)).isGreaterThan(0.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whiten", "whiten(p4m)"})
  void aSavedModelBringsItsWhiteningBack(String form) {
    Whitening whitening = fit(form);
    NetFile net =
        NetFile.parse(
            """
            {"name": "mine", "group": "p4",
             "images": {"channels": 2, "height": 4, "width": 4, "classes": 3},
             "layers": [{"layer": "lifting", "fields": 2, "kernel": 3},
                        {"layer": "invariantHead", "fields": "classes"}]}
            """,
            "a test");
    Path file = folder.resolve("weights.safetensors");
    try (SavedModel saved = SavedModel.initialise(net.named(), SHAPE, whitening, 3)) {
      saved.pack().write(file);
      try (SavedModel read = SavedModel.read(file)) {
        assertThat(read.preprocessing()).isEqualTo(whitening);
        assertThat(read.netName()).isEqualTo("mine");
        assertThat(read.named().file()).contains(net);
        float[] ours = pixels(0, 2);
        float[] theirs = pixels(0, 2);
        saved.preprocessing().apply(ours, 0, ours.length);
        read.preprocessing().apply(theirs, 0, theirs.length);
        assertThat(read.model().scores(theirs)).isDeepEqualTo(saved.model().scores(ours));
        assertThat(read.pack()).isEqualTo(saved.pack());
      }
      SafeTensors pack = saved.pack();
      var tensors = new java.util.LinkedHashMap<>(pack.tensors());
      tensors.remove("preprocessing.matrix");
      SafeTensors.of(tensors, pack.metadata()).write(file);
      assertThatThrownBy(() -> SavedModel.read(file))
          .isInstanceOf(WeightFileException.class)
          .hasMessageContaining("holds no 'preprocessing.matrix'");
    }
  }

  @Test
  void formsAreReadAsTyped() {
    for (String form : new String[] {"standardise", "whiten", "whiten(D4)", "whiten(C4)"}) {
      assertThat(PreprocessingForm.parse(form)).hasToString(form);
    }
    assertThat(PreprocessingForm.parse(" whiten( p4 ) ").group()).contains(PointGroup.parse("C4"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PreprocessingForm.parse("zca"))
        .withMessage("unknown preprocessing 'zca': use standardise, whiten or whiten(p4m)");
    assertThatIllegalArgumentException().isThrownBy(() -> PreprocessingForm.parse("whiten(x)"));
  }
}
