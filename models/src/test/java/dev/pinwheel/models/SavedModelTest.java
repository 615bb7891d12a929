package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.io.SafeTensors;
import dev.pinwheel.nn.io.TensorData;
import dev.pinwheel.nn.io.WeightFileException;
import dev.pinwheel.nn.module.Parameter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTest {
  private static final Normalisation NORMALISATION = new Normalisation(0.13, 0.31);

  @TempDir Path folder;

  private static SavedModel fresh(String net) {
    SavedModel saved = SavedModel.initialise(net, ModelOptions.MNIST, NORMALISATION, 5);
    for (Parameter p : saved.model().weights().parameters()) {
      float[] values = new float[(int) p.count()];
      Random random = new Random(p.count());
      for (int i = 0; i < values.length; i++) {
        values[i] = 0.1f + random.nextFloat();
      }
      saved.model().weights().set(p, values);
    }
    return saved;
  }

  private Path file(SafeTensors content) {
    Path file = folder.resolve("weights.safetensors");
    content.write(file);
    return file;
  }

  private static float[] pixels() {
    float[] pixels = new float[3 * 28 * 28];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }

  @ParameterizedTest
  @ValueSource(strings = {"z2cnn", "p4cnn", "p4cnn-rotation-pooling"})
  void aRoundTripGivesTheSameBits(String net) {
    try (SavedModel saved = fresh(net);
        SavedModel read = SavedModel.read(file(saved.pack()))) {
      assertThat(read.netName()).isEqualTo(net);
      assertThat(read.options()).isEqualTo(ModelOptions.MNIST);
      assertThat(read.preprocessing()).isEqualTo(NORMALISATION);
      assertThat(Arrays.deepToString(read.model().scores(pixels())))
          .isEqualTo(Arrays.deepToString(saved.model().scores(pixels())));
      assertThat(read.pack()).isEqualTo(saved.pack());
    }
  }

  @Test
  void aFileHoldsFreeParametersAndStatisticsOnly() throws IOException {
    try (SavedModel saved = fresh("p4cnn")) {
      byte[] bytes = Files.readAllBytes(file(saved.pack()));
      Map<String, String> shapes = shapesByHand(bytes);
      Map<String, String> expected = new LinkedHashMap<>();
      expected.put("lifting1.weight", "10,1,9");
      expected.put("lifting1.bias", "10");
      for (int i = 1; i <= 6; i++) {
        expected.put("batchNorm" + i + ".weight", "10");
        expected.put("batchNorm" + i + ".bias", "10");
        expected.put("batchNorm" + i + ".running_mean", "10");
        expected.put("batchNorm" + i + ".running_var", "10");
        expected.put("groupCorrelation" + i + ".weight", i < 6 ? "10,10,36" : "10,10,64");
        expected.put("groupCorrelation" + i + ".bias", "10");
      }
      assertThat(shapes).containsExactlyInAnyOrderEntriesOf(expected);
      long numbers = saved.model().net().parameterCount() + 6 * 2 * 10;
      assertThat(bytes.length - dataStart(bytes)).isEqualTo(4 * numbers);
      assertThat(saved.model().net().parameters()).containsOnlyKeys(expected.keySet());
    }
  }

  @Test
  void aHandWrittenParserReadsTheNumbers() throws IOException {
    try (SavedModel saved = fresh("z2cnn")) {
      byte[] bytes = Files.readAllBytes(file(saved.pack()));
      String header = header(bytes);
      Matcher offsets =
          Pattern.compile("\"correlation2.weight\":\\{[^}]*\"data_offsets\":\\[(\\d+),(\\d+)]")
              .matcher(header);
      assertThat(offsets.find()).isTrue();
      int begin = Integer.parseInt(offsets.group(1));
      float[] values = new float[(Integer.parseInt(offsets.group(2)) - begin) / 4];
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .position(dataStart(bytes) + begin)
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(values);
      assertThat(values)
          .isEqualTo(saved.pack().tensors().get("correlation2.weight").toFloats())
          .hasSize(20 * 20 * 3 * 3);
      assertThat(header)
          .contains("\"pinwheel.net\":\"z2cnn\"", "\"pinwheel.input\":\"1x28x28\"")
          .contains("\"pinwheel.classes\":\"10\"", "\"pinwheel.mean\":\"0.13\"");
    }
  }

  private static int dataStart(byte[] bytes) {
    return 8 + (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static String header(byte[] bytes) {
    return new String(bytes, 8, dataStart(bytes) - 8, StandardCharsets.UTF_8);
  }

  private static Map<String, String> shapesByHand(byte[] bytes) {
    Map<String, String> shapes = new LinkedHashMap<>();
    Matcher tensor =
        Pattern.compile("\"([^\"]+)\":\\{\"dtype\":\"F32\",\"shape\":\\[([0-9,]*)]")
            .matcher(header(bytes));
    while (tensor.find()) {
      shapes.put(tensor.group(1), tensor.group(2));
    }
    return shapes;
  }

  @Test
  void aFileOfAnotherNetIsRefused() {
    try (SavedModel z2 = fresh("z2cnn");
        SavedModel p4 = fresh("p4cnn")) {
      SafeTensors mixed = SafeTensors.of(z2.pack().tensors(), p4.pack().metadata());
      assertRefused(file(mixed), "another net's numbers", "missing is");
    }
  }

  @Test
  void anotherShapeIsRefused() {
    try (SavedModel saved = fresh("z2cnn")) {
      Map<String, TensorData> tensors = new LinkedHashMap<>(saved.pack().tensors());
      tensors.put("batchNorm3.bias", TensorData.ofFloats(new long[] {4, 5}, new float[20]));
      Path file = file(SafeTensors.of(tensors, saved.pack().metadata()));
      assertRefused(file, "batchNorm3.bias has shape [4, 5] and should have [20]");
    }
  }

  @Test
  void aModelInDoublePrecisionIsReadInSingle() {
    try (SavedModel saved = fresh("z2cnn");
        SavedModel precise =
            new SavedModel(
                Nets.get("z2cnn"),
                ModelOptions.MNIST,
                NORMALISATION,
                saved.model().to(Precision.FLOAT64, ComputeDevice.CPU));
        SavedModel read = SavedModel.read(file(precise.pack()))) {
      assertThat(read.pack()).isEqualTo(saved.pack()).isNotEqualTo(precise.pack());
    }
  }

  @Test
  void integersAreRefused() {
    try (SavedModel saved = fresh("z2cnn")) {
      Map<String, TensorData> tensors = new LinkedHashMap<>(saved.pack().tensors());
      tensors.put("batchNorm3.bias", TensorData.ofLongs(new long[] {20}, new long[20]));
      assertRefused(file(SafeTensors.of(tensors, saved.pack().metadata())), "I64[20]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"net", "input", "classes", "mean", "deviation"})
  void missingMetadataIsNamed(String key) {
    try (SavedModel saved = fresh("z2cnn")) {
      Map<String, String> metadata = new LinkedHashMap<>(saved.pack().metadata());
      metadata.remove("pinwheel." + key);
      Path file = file(SafeTensors.of(saved.pack().tensors(), metadata));
      assertRefused(file, "holds no 'pinwheel." + key + "'", "not a model that pinwheel wrote");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "net=p5cnn",
        "input=28x28",
        "input=1x28xa",
        "classes=0",
        "classes=9",
        "mean=x",
        "deviation=0",
        "input=1x29x29"
      })
  void wrongMetadataIsRefused(String change) {
    try (SavedModel saved = fresh("p4cnn")) {
      Map<String, String> metadata = new LinkedHashMap<>(saved.pack().metadata());
      String[] parts = change.split("=", -1);
      metadata.put("pinwheel." + parts[0], parts[1]);
      assertRefused(file(SafeTensors.of(saved.pack().tensors(), metadata)));
    }
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    try (SavedModel saved = fresh("z2cnn")) {
      Path file = file(saved.pack());
      byte[] whole = Files.readAllBytes(file);
      for (int at : new int[] {0, 9, 300, whole.length / 2, whole.length - 1}) {
        byte[] altered = whole.clone();
        altered[at] ^= 4;
        Files.write(file, altered);
        assertRefused(file);
        Files.write(file, Arrays.copyOf(whole, at));
        assertRefused(file);
      }
    }
    assertRefused(folder.resolve("none.safetensors"), "there is no file");
    assertRefused(folder);
  }

  private static void assertRefused(Path file, String... words) {
    assertThatThrownBy(() -> SavedModel.read(file).close())
        .isInstanceOf(WeightFileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(words.length == 0 ? new String[] {""} : words)
        .message()
        .doesNotContain("\n");
  }
}
