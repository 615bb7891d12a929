package dev.pinwheel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.kernel.HarmonicKernels;
import dev.pinwheel.models.FileInput;
import dev.pinwheel.models.ModelOptions;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.models.Preprocessing;
import dev.pinwheel.models.PreprocessingForm;
import dev.pinwheel.models.SavedModel;
import dev.pinwheel.models.WhiteningFit;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Parameter;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.UndescribedLayerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxExportTest {
  @TempDir Path folder;

  private static SavedModel p4cnn() {
    SavedModel saved =
        SavedModel.initialise("p4cnn", ModelOptions.MNIST, new Normalisation(0.13, 0.3), 1);
    RandomModels.disturb(saved.model());
    return saved;
  }

  private ModelProto exported(Exportable source, String name) throws IOException {
    OnnxExport.of(source).random(2, 1).write(folder.resolve(name));
    return ModelProto.parseFrom(Files.readAllBytes(folder.resolve(name)));
  }

  @Test
  void batchNormIsFoldedAndDropoutGone() throws IOException {
    try (SavedModel saved = p4cnn()) {
      ModelProto model = exported(Exportable.of(saved), "a.onnx");
      assertThat(model.getGraph().getNodeList())
          .extracting(NodeProto::getOpType)
          .containsOnly("Sub", "Mul", "Conv", "Relu", "MaxPool", "Reshape", "ReduceMax", "Identity")
          .containsOnlyOnce("Mul");
      assertThat(model.getGraph().getNodeList())
          .extracting(NodeProto::getName)
          .contains("lifting1/Conv", "groupCorrelation1/Conv", "relu1/Relu", "projection1/Reshape");
      assertThat(model.getOpsetImportList()).hasSize(1);
      assertThat(model.getOpsetImport(0).getDomain()).isEmpty();
      assertThat(model.getOpsetImport(0).getVersion()).isEqualTo(17);
    }
  }

  @Test
  void fileSaysWhatItTakesAndGives() throws IOException {
    List<String> labels =
        Stream.of("zero \"0\"", "one", "two", "3", "4", "5", "6", "7", "8", "9").toList();
    try (SavedModel saved = p4cnn()) {
      ModelProto model = exported(Exportable.of(saved).withLabels(labels), "a.onnx");
      var shape = model.getGraph().getInput(0).getType().getTensorType().getShape();
      assertThat(model.getGraph().getInput(0).getName()).isEqualTo("images");
      assertThat(shape.getDim(0).getDimParam()).isEqualTo("batch");
      assertThat(shape.getDim(2).getDimValue()).isEqualTo(28);
      assertThat(model.getGraph().getOutput(0).getName()).isEqualTo("scores");
      Map<String, String> metadata =
          model.getMetadataPropsList().stream()
              .collect(
                  Collectors.toMap(
                      StringStringEntryProto::getKey, StringStringEntryProto::getValue));
      assertThat(metadata)
          .containsEntry("pinwheel.net", "p4cnn")
          .containsEntry("pinwheel.group", "p4")
          .containsEntry("pinwheel.verdict", "EQUIVARIANT under p4")
          .containsEntry(
              "pinwheel.labels",
              "[\"zero \\\"0\\\"\",\"one\",\"two\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]")
          .containsEntry("pinwheel.preprocessing", "(value - 0.13) / 0.3, computed in the graph");
    }
  }

  @Test
  void aModelOfFilesKeepsItsLabelsAndSizing() throws IOException {
    List<String> labels = IntStream.range(0, 10).mapToObj(c -> "class " + c).toList();
    try (SavedModel plain = p4cnn()) {
      SavedModel saved =
          new SavedModel(
              plain.named(),
              plain.options(),
              plain.preprocessing(),
              plain.model(),
              new FileInput(labels, "resize(28)"));
      assertThat(exported(Exportable.of(saved), "a.onnx").getMetadataPropsList())
          .extracting(StringStringEntryProto::getKey, StringStringEntryProto::getValue)
          .contains(tuple("pinwheel.sizing", "resize(28)"))
          .anySatisfy(pair -> assertThat(pair.toString()).contains("class 0", "class 9"));
    }
  }

  @Test
  void whiteningIsPartOfTheGraphAndOfTheProof() throws IOException {
    ModelOptions images = new ModelOptions(1, 8, 8, 3);
    Net net =
        Net.images(PointGroup.parse("C4"), 1, 8, 8).lifting(2, 3).relu().invariantHead(3).build();
    Random random = new Random(1);
    WhiteningFit.Images drawn =
        (index, target, offset) -> {
          for (int i = 0; i < 64; i++) {
            target[offset + i] = i % 8 < 4 ? random.nextFloat() : random.nextFloat() / 4;
          }
        };
    for (String form : List.of("whiten(C4)", "whiten")) {
      Preprocessing whitening =
          WhiteningFit.of(PreprocessingForm.parse(form), images, 60, drawn, read -> {});
      try (Model model = RandomModels.of(net)) {
        Certificate certificate =
            OnnxExport.of(new Exportable("small", model, whitening, List.of()))
                .write(folder.resolve("w.onnx"));
        assertThat(certificate.outputs().error()).isLessThanOrEqualTo(1e-5);
        assertThat(certificate.passed()).isEqualTo(form.equals("whiten(C4)"));
      }
    }
  }

  /** The rounding of a mean must not be taken for contrast. */
  @Test
  void imagesOfOneLevelAreWhitenedToTheSame() throws Exception {
    ModelOptions images = new ModelOptions(3, 16, 16, 10);
    Random random = new Random(4);
    WhiteningFit.Images drawn =
        (index, target, offset) -> {
          for (int i = 0; i < 768; i++) {
            target[offset + i] = random.nextFloat();
          }
        };
    Preprocessing whitening =
        WhiteningFit.of(PreprocessingForm.parse("whiten"), images, 20, drawn, read -> {});
    Net net = Net.images(PointGroup.parse("C4"), 3, 16, 16).lifting(2, 3).invariantHead(10).build();
    Path file = folder.resolve("w.onnx");
    try (Model model = RandomModels.of(net)) {
      OnnxExport.of(new Exportable("small", model, whitening, List.of())).random(2, 1).write(file);
      try (OnnxSession session = OnnxSession.open(file, 1, runs -> {})) {
        for (float level : new float[] {0, 0.1f, 77 / 255f, 0.7f, 1}) {
          float[] pixels = new float[768];
          Arrays.fill(pixels, level);
          float[] found = session.run(pixels, 1, 3, 16, 16);
          whitening.apply(pixels, 0, pixels.length);
          float[] expected = model.scores(pixels)[0];
          for (int c = 0; c < 10; c++) {
            assertThat(found[c]).as("level %s", level).isCloseTo(expected[c], within(1e-4f));
          }
        }
      }
    }
  }

  private void assertRefused(Model model, String... words) {
    Path target = folder.resolve("refused.onnx");
    OnnxExport export =
        OnnxExport.of(new Exportable("odd", model, Normalisation.NONE, List.of())).random(2, 1);
    assertThatThrownBy(() -> export.write(target))
        .isInstanceOf(ExportException.class)
        .hasMessageContainingAll(words);
    assertThat(folder).isEmptyDirectory();
  }

  private static void set(Model model, Predicate<Parameter> which, double value) {
    for (Parameter p : model.weights().parameters()) {
      if (which.test(p)) {
        double[] values = new double[(int) p.count()];
        Arrays.fill(values, value);
        model.weights().set(p, values);
      }
    }
  }

  @Test
  void whatGivesNothingToCompareIsRefused() {
    Net net = Net.images(PointGroup.parse("C4"), 1, 8, 8).lifting(2, 3).invariantHead(3).build();
    try (Model model = RandomModels.of(net)) {
      set(model, p -> p.kind() != Parameter.Kind.STATISTIC, 0);
      assertRefused(model, "odd gives nothing but zeros");
      set(model, p -> p.kind() == Parameter.Kind.WEIGHT, Double.NaN);
      assertRefused(model, "odd gives infinite values, or none at all");
      set(model, p -> p.kind() == Parameter.Kind.WEIGHT, 1e30);
      assertRefused(model, "odd gives infinite values, or none at all");
    }
  }

  /** A huge bias leaves a signal only a few digits, which a norm then makes large again. */
  @Test
  void aModelThatSinglePrecisionCannotHoldIsNoFaultOfTheFile() {
    Net net =
        Net.images(PointGroup.parse("C4"), 1, 8, 8)
            .lifting(2, 3)
            .groupNorm(1)
            .invariantHead(3)
            .build();
    try (Model model = RandomModels.of(net)) {
      Parameter bias =
          model.weights().parameters().stream()
              .filter(p -> p.kind() == Parameter.Kind.BIAS)
              .findFirst()
              .orElseThrow();
      set(model, bias::equals, 1e6);
      assertRefused(model, "odd differs from the model by", "the model itself is only exact to");
    }
  }

  @Test
  void aGroupThatLeavesTheGridIsProvenInPart() throws IOException {
    Net net =
        Net.images(PointGroup.parse("C8"), 1, 9, 9)
            .kernels(new HarmonicKernels())
            .lifting(2, 3)
            .relu()
            .invariantHead(3)
            .build();
    try (Model model = RandomModels.of(net)) {
      ModelProto file =
          exported(new Exportable("c8", model, Normalisation.NONE, List.of()), "c8.onnx");
      assertThat(file.getMetadataPropsList())
          .extracting(StringStringEntryProto::getKey, StringStringEntryProto::getValue)
          .contains(tuple("pinwheel.verdict", "EQUIVARIANT under C4 of C8"));
    }
  }

  /** A layer whose author wrote down no description. */
  private static final class Silent extends Layer {
    Silent(FeatureType type) {
      super(type, type);
    }

    @Override
    public String kind() {
      return "silent";
    }

    @Override
    protected FeatureMap forward(FeatureMap x, Pass pass) {
      return x;
    }
  }

  @Test
  void layerWithoutDescriptionIsNamedAndOldFilesStay() throws IOException {
    Path target = folder.resolve("old.onnx");
    Files.writeString(target, "old");
    Net net = Net.images(PointGroup.parse("C4"), 1, 8, 8).lifting(2, 3).then(Silent::new).build();
    try (Model model = Model.initialise(net, 1)) {
      OnnxExport export =
          OnnxExport.of(new Exportable("silent", model, Normalisation.NONE, List.of()));
      assertThatThrownBy(() -> export.write(target))
          .isInstanceOf(UndescribedLayerException.class)
          .hasMessageContaining("'silent'")
          .hasMessageContaining(Silent.class.getName())
          .hasMessageContaining("'describe'");
    }
    assertThat(target).hasContent("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(target);
    }
  }
}
