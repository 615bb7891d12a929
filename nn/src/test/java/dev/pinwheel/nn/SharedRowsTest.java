package dev.pinwheel.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.nn.engine.ComputeDevice;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Between two layers no tensor is laid out anew: rows, channels and values are views of one. */
@ExtendWith(NativeScope.class)
class SharedRowsTest {
  /** How a net is passed through. */
  enum Way {
    TRAINING(true),
    CALIBRATION(false),
    INFERENCE(false),
    INFERENCE_WITH_GRADIENTS(true);

    private final boolean gradients;

    Way(boolean gradients) {
      this.gradients = gradients;
    }

    Pass pass(Model model) {
      return switch (this) {
        case TRAINING -> Pass.training(model.weights(), 1);
        case CALIBRATION -> Pass.calibration(model.weights(), 1);
        default -> Pass.inference(model.weights());
      };
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Way.values())
        .flatMap(w -> Stream.of(Precision.values()).map(p -> Arguments.of(w, p)));
  }

  private static void assertShared(FeatureMap map, String where) {
    long address = address(map.channels());
    assertThat(address(map.rows())).as("rows " + where).isEqualTo(address);
    assertThat(address(map.values())).as("values " + where).isEqualTo(address);
    assertThat(map.rows().is_contiguous()).as(where).isTrue();
  }

  private static long address(Tensor tensor) {
    return tensor.data_ptr().address();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void layerByLayer(Way way, Precision precision) {
    Net net = DeepNet.net("D4");
    Set<Layer> seen = new HashSet<>();
    try (Model fresh = Model.initialise(net, 1);
        Model model = fresh.to(precision, ComputeDevice.CPU);
        AutoGradMode mode = new AutoGradMode(way.gradients)) {
      Pass pass =
          way.pass(model)
              .observedBy(
                  (layer, in, out) -> {
                    seen.add(layer);
                    assertShared(in, "into " + layer);
                    assertShared(out, "out of " + layer);
                  });
      assertShared(net.apply(model.images(DeepNet.pixels(4)), pass), "of the net");
    }
    assertThat(seen).containsAll(net.sites().stream().map(LayerSite::layer).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void blockByBlock(Way way, Precision precision) {
    List<String> seen = new ArrayList<>();
    Net net =
        DeepNet.watched(
            "D4",
            map -> {
              seen.add(map.toString());
              assertShared(map, "at watcher " + seen.size());
            });
    try (Model fresh = Model.initialise(net, 1);
        Model model = fresh.to(precision, ComputeDevice.CPU);
        AutoGradMode mode = new AutoGradMode(way.gradients)) {
      assertShared(net.apply(model.images(DeepNet.pixels(4)), way.pass(model)), "of the net");
    }
    assertThat(seen).hasSize(15);
  }
}
