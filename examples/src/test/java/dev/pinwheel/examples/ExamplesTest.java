package dev.pinwheel.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.data.ImageShape;
import dev.pinwheel.data.LabelledImages;
import dev.pinwheel.group.AffineGroup;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Nets;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.nn.Model;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every example and reads what it prints. */
class ExamplesTest {
  private interface Program {
    void main(String... arguments) throws Exception;
  }

  private static String output(Program program, String... arguments) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.main(arguments);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void assertContains(String part, String text) {
    assertTrue(text.contains(part), () -> "no '" + part + "' in:\n" + text);
  }

  private static String line(String text, String start) {
    return text.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
  }

  @Test
  void p4CnnIsThePublishedNet() throws Exception {
    assertEquals(Nets.get("p4cnn").build(ModelOptions.MNIST).summary(), P4Cnn.build().summary());
    String text = output(P4Cnn::main);
    assertTrue(text.lines().anyMatch(l -> l.matches("24\\D680 parameters.*")), text);
    assertFalse(line(text, "upright").contains("NaN"));
  }

  @Test
  void fineRotationsAreExactOnTheGrid() throws Exception {
    String text = output(FineRotations::main);
    assertTrue(text.lines().anyMatch(l -> l.matches("C4 of C8: [0-9.]+e-1[3-9]")), text);
    assertContains("exact over e, r90, r180, r270; the other 4 elements of C8", text);
  }

  @Test
  void customGroupIsAGroup() throws Exception {
    String text = output(CustomGroup::main);
    assertContains("4 elements", text);
    assertContains("ASSOCIATIVITY: holds", text);
    assertContains("regular = irrep(0,0) + ", text);
  }

  @Test
  void symmetryIsProvedAndItsBreachIsFound() throws Exception {
    String text = output(ProveSymmetry::main);
    assertTrue(text.lines().anyMatch("EQUIVARIANT"::equals), text);
    assertContains("sizes that work", text);
    assertContains("NOT EQUIVARIANT: [residual2", text);
  }

  @Test
  void trainingLeavesAModel() throws Exception {
    String text = output(TrainOnYourImages::main, "1", "48");
    assertContains("test error", text);
    assertEquals(3, line(text, "scores").split(",").length);
  }

  @Test
  void firstPredictionTellsItsTime(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.safetensors");
    try (SavedModel fresh =
        SavedModel.initialise("z2cnn", ModelOptions.MNIST, Normalisation.NONE, 0)) {
      fresh.pack().write(file);
    }
    String text = output(FirstPrediction::main, file.toString());
    assertEquals(10, line(text, "scores").split(",", -1).length);
    assertTrue(line(text, "first scores").matches("first scores \\d+ ms after the start"), text);
  }

  @Test
  void leftRegularIsAHomomorphism() throws Exception {
    assertContains("R^2 ⋊ C8", output(Se2::main));
    AffineGroup group = AffineGroup.of(PointGroup.dihedral(6));
    double error =
        Se2.homomorphismError(group, group.element(7, 0.5, 1), group.element(4, -2, 0.1), 100);
    assertTrue(error < 1e-12, () -> "error " + error);
  }

  @Test
  void ownLayerIsToldRightFromWrong() throws Exception {
    String text = output(OwnLayer::main);
    assertTrue(line(text, "3 gains").endsWith(", EQUIVARIANT"), text);
    assertTrue(line(text, "12 gains").endsWith("NOT EQUIVARIANT"), text);
  }

  @Test
  void segmentationFindsLyingBarsLikeUprightOnes() throws Exception {
    String text = output(Segmentation::main, "30");
    String upright = line(text, "upright bars").substring("upright bars".length());
    assertEquals("lying bars" + upright, line(text, "lying bars"));
    assertTrue(line(text, "the mask turns with the image").endsWith(": EQUIVARIANT"), text);
  }

  /** On crosses in place of digits, which need not be fetched. */
  @Test
  void masksOfDigitsTurnWithThem() throws Exception {
    LabelledImages.Builder crosses =
        LabelledImages.builder("crosses", new ImageShape(1, 12, 12), 1);
    for (int k = 0; k < 32; k++) {
      float[] pixels = new float[144];
      for (int i = 2; i < 9; i++) {
        pixels[12 * i + 3 + k % 6] = 1;
        pixels[12 * (3 + k % 5) + i] = 1;
      }
      crosses.add(pixels, 0, 0);
    }
    LabelledImages images = crosses.build();
    String text = output(arguments -> DigitMasks.run(images, images, 80));
    List<String> overlaps =
        text.lines().filter(l -> l.contains("overlap")).map(l -> l.replaceAll(".* ", "")).toList();
    assertEquals(8, overlaps.size());
    assertEquals(1, Set.copyOf(overlaps).size(), text);
    assertTrue(Double.parseDouble(overlaps.get(0)) > 0.5, text);
    assertTrue(line(text, "the mask turns with the image").endsWith(": EQUIVARIANT"), text);
  }

  @Test
  void manyKindsAreExactAtQuarterTurns() throws Exception {
    String text = output(ManyKinds::main);
    assertTrue(line(text, "C4 of C16").endsWith(": EQUIVARIANT"), text);
    assertTrue(Double.parseDouble(line(text, "90.0°: error").substring(14)) < 1e-12, text);
    assertTrue(Double.parseDouble(line(text, "22.5°: error").substring(14)) < 0.1, text);
  }

  @Test
  void practicalLayersAreExact() throws Exception {
    String text = output(PracticalLayers::main);
    assertTrue(text.lines().anyMatch("EQUIVARIANT"::equals), text);
    assertContains("transposedGroupCorrelation1", text);
  }

  @Test
  void smallerGroupsAreTold() throws Exception {
    String text = output(SmallerGroup::main);
    assertContains("4 regular", text);
    assertContains("restricted: EQUIVARIANT under C4", text);
    assertContains("induced: EQUIVARIANT under D4", text);
  }

  @Test
  void separableNetsCostLess() throws Exception {
    String text = output(SeparableNet::main);
    assertFalse(line(text, "separable").contains("NaN"));
    assertTrue(
        5 * SeparableNet.separable().parameterCount() < SeparableNet.full().parameterCount());
    assertTrue(3 * SeparableNet.separable().multiplyAdds() < SeparableNet.full().multiplyAdds());
  }

  @Test
  void netsOfAllDimensionsAreEquivariant() throws Exception {
    String text = output(LinesAndVolumes::main);
    assertEquals(4, text.lines().filter(l -> l.contains(": EQUIVARIANT")).count(), text);
  }

  @Test
  void scalesShiftWithTheImage() throws Exception {
    String text = output(ScaleSpace::main);
    assertContains("scale 2", line(text, "scale 0"));
    try (Model model = Model.initialise(ScaleSpace.build(), 0)) {
      double[] small = ScaleSpace.middle(model, 3);
      double[] large = ScaleSpace.middle(model, 6);
      for (int j = 0; j < 2; j++) {
        assertEquals(small[j], large[j + 2], 0.02 * Math.abs(small[j]));
      }
    }
  }

  @Test
  void exportedModelHoldsStillInOnnxRuntimeAndInDjl() throws Exception {
    // DJL first, as its program says.
    String djl = output(ExportedModelInDjl::main);
    String plain = output(ExportedModel::main);
    assertContains("EQUIVARIANT under p4", plain);
    float[] upright = scores(line(plain, "upright"));
    assertArrayEquals(upright, scores(line(plain, "turned")), 1e-5f);
    assertArrayEquals(upright, scores(line(djl, "upright")), 1e-5f);
    assertArrayEquals(upright, scores(line(djl, "turned")), 1e-5f);
  }

  private static float[] scores(String line) {
    String[] numbers = line.substring(line.indexOf('[') + 1, line.indexOf(']')).split(", ", -1);
    float[] scores = new float[numbers.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = Float.parseFloat(numbers[i]);
    }
    assertEquals(10, scores.length);
    return scores;
  }
}
