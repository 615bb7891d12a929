package dev.pinwheel.nn.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.PointGroups;
import dev.pinwheel.nn.SizeRule;
import dev.pinwheel.nn.engine.Precision;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.BatchNorm;
import dev.pinwheel.nn.layer.Bias;
import dev.pinwheel.nn.layer.BlurPool;
import dev.pinwheel.nn.layer.Concatenation;
import dev.pinwheel.nn.layer.DiscMask;
import dev.pinwheel.nn.layer.Dropout;
import dev.pinwheel.nn.layer.GlobalPool;
import dev.pinwheel.nn.layer.GroupCorrelation;
import dev.pinwheel.nn.layer.GroupNorm;
import dev.pinwheel.nn.layer.Interpolation;
import dev.pinwheel.nn.layer.LayerNorm;
import dev.pinwheel.nn.layer.LiftingCorrelation;
import dev.pinwheel.nn.layer.Linear;
import dev.pinwheel.nn.layer.Pointwise;
import dev.pinwheel.nn.layer.Projection;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.Residual;
import dev.pinwheel.nn.layer.Sequential;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.layer.TransposedGroupCorrelation;
import dev.pinwheel.nn.layer.UpSample;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Mode;
import dev.pinwheel.nn.module.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Φ ∘ L_g = L_g ∘ Φ} for every layer and group, values and derivatives. */
class LayerEquivarianceTest {

  /**
   * Every layer that fits a kind of field, on an axis of 7 with windows that obey the size rule.
   */
  private static List<Layer> layers(FeatureType type) {
    Window same = Window.of(3).padding(1);
    Window even = Window.of(2).padding(1);
    Window strided = Window.of(3).stride(2).padding(1);
    List<Layer> all = new ArrayList<>();
    Window dilated = Window.of(3).dilation(2);
    Window both = Window.of(2).stride(2).dilation(2).padding(1);
    for (Window w : List.of(same, even, strided, Window.of(1), dilated, both)) {
      if (type.isTrivial()) {
        all.add(new LiftingCorrelation(type, 2, w));
      }
      if (!type.isTrivial() || type.isRegular()) {
        all.add(new GroupCorrelation(type, 2, w, Bias.PER_FIELD));
      }
    }
    for (Reduction reduction : Reduction.values()) {
      all.add(new SpatialPool(type, Window.of(3).stride(2), reduction));
      all.add(new SpatialPool(type, even, reduction));
      all.add(new GlobalPool(type, reduction));
      all.add(new Projection(type, reduction));
    }
    if (type.isRegular()) {
      for (Window w : List.of(strided, Window.of(2).stride(2), both)) {
        all.add(new TransposedGroupCorrelation(type, 1, w));
      }
    }
    for (Interpolation interpolation : Interpolation.values()) {
      all.add(new UpSample(type, 2, interpolation));
      all.add(new UpSample(type, 3, interpolation));
    }
    all.add(new BlurPool(type, strided));
    all.add(new BlurPool(type, Window.of(5).stride(2).padding(2)));
    all.add(new DiscMask(type));
    all.add(new DiscMask(type, 1.5));
    all.add(new GroupNorm(type, 1));
    all.add(new GroupNorm(type, 2));
    all.add(new LayerNorm(type.withFields(4)));
    all.add(new BatchNorm(type));
    all.add(new Dropout(type, 0.5, Dropout.Granularity.ELEMENT));
    Sequential identity = new Sequential(type, List.of());
    Sequential norm = new Sequential(type, List.of(new BatchNorm(type)));
    all.add(new Residual(norm, identity));
    all.add(new Concatenation(List.of(norm, identity)));
    if (type.isTrivial()) {
      all.add(new Linear(type, 4));
      Arrays.stream(Activation.values()).forEach(a -> all.add(new Pointwise(type, a)));
    }
    if (!type.isTrivial()) {
      Sequential body = new Sequential(type, List.of(new GroupCorrelation(type, 2, strided)));
      Sequential shortcut =
          new Sequential(type, List.of(new GroupCorrelation(type, 2, Window.of(1).stride(2))));
      all.add(new Residual(body, shortcut));
      all.add(new Concatenation(List.of(body, shortcut)));
      Subgroup.all(type.group()).stream()
          .filter(s -> s.containsAll(type.cosets().subgroup()))
          .forEach(s -> all.add(new Projection(type, s, Reduction.MAX)));
    }
    return all;
  }

  static Stream<Arguments> planarGroups() {
    return PointGroups.ofTheSquare().stream()
        .flatMap(g -> Precision.ofCertificates().stream().map(p -> Arguments.of(g, p)));
  }

  @ParameterizedTest
  @MethodSource("planarGroups")
  void everyLayerOnScalarFields(PointGroup group, Precision precision) {
    layers(FeatureType.trivial(group, 2)).forEach(layer -> verify(layer, precision, 7, 7));
  }

  @ParameterizedTest
  @MethodSource("planarGroups")
  void everyLayerOnFunctionsOnTheGroup(PointGroup group, Precision precision) {
    layers(FeatureType.regular(group, 2)).forEach(layer -> verify(layer, precision, 7, 7));
  }

  @ParameterizedTest
  @MethodSource("planarGroups")
  void everyLayerOnFunctionsOnCosets(PointGroup group, Precision precision) {
    Subgroup.all(group).stream()
        .filter(k -> k.order() > 1 && k.index() > 1)
        .flatMap(k -> layers(FeatureType.quotient(group, k, 2)).stream())
        .forEach(layer -> verify(layer, precision, 7, 7));
  }

  @ParameterizedTest
  @MethodSource("planarGroups")
  void layersOnOblongImages(PointGroup group, Precision precision) {
    if (SizeRule.shapeViolation(group, 7, 9).isEmpty()) {
      layers(FeatureType.regular(group, 2)).forEach(layer -> verify(layer, precision, 7, 9));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "FLOAT64"})
  void layersOnTheLine(Precision precision) {
    PointGroup group = PointGroup.reflection();
    layers(FeatureType.trivial(group, 2)).forEach(layer -> verify(layer, precision, 7));
    layers(FeatureType.regular(group, 2)).forEach(layer -> verify(layer, precision, 7));
  }

  @ParameterizedTest
  @MethodSource("cubeLayers")
  void layersUnderTheCubesSymmetries(Layer layer, Precision precision) {
    verify(layer, precision, 3, 3, 3);
  }

  static Stream<Arguments> cubeLayers() {
    Window w = Window.of(2);
    Window strided = Window.of(3).stride(2).padding(1);
    PointGroup o = PointGroup.cubeRotations();
    PointGroup oh = PointGroup.cubeSymmetries();
    FeatureType regular = FeatureType.regular(o, 1);
    FeatureType cosets = FeatureType.quotient(oh, Subgroup.embed(oh, o), 2);
    Window dilated = Window.of(2).dilation(2).stride(2);
    return Stream.of(
            new LiftingCorrelation(FeatureType.trivial(oh, 2), 1, strided),
            new LiftingCorrelation(FeatureType.trivial(oh, 2), 1, dilated),
            new LiftingCorrelation(FeatureType.trivial(o, 2), 2, w),
            new GroupCorrelation(regular, 1, dilated),
            new GroupCorrelation(cosets, 1, strided),
            new GroupCorrelation(cosets, 1, dilated),
            new GroupCorrelation(FeatureType.regular(oh, 1), 1, dilated),
            new TransposedGroupCorrelation(regular, 1, Window.of(2).stride(2)),
            new TransposedGroupCorrelation(regular, 1, strided),
            new TransposedGroupCorrelation(FeatureType.regular(oh, 1), 1, dilated),
            new UpSample(regular, 2, Interpolation.NEAREST),
            new UpSample(cosets, 2, Interpolation.LINEAR),
            new UpSample(regular, 3, Interpolation.LINEAR),
            new BlurPool(cosets, strided),
            new DiscMask(cosets),
            new GroupNorm(cosets, 2),
            new LayerNorm(regular),
            new GroupCorrelation(regular, 1, w),
            new GroupCorrelation(regular, 1, strided),
            new GroupCorrelation(cosets, 1, w),
            new SpatialPool(regular, w, Reduction.MAX),
            new SpatialPool(regular, w, Reduction.MEAN),
            new BatchNorm(regular),
            new Projection(regular, Reduction.MAX),
            new GlobalPool(regular, Reduction.MEAN))
        .flatMap(layer -> Precision.ofCertificates().stream().map(p -> Arguments.of(layer, p)));
  }

  private static void verify(Layer layer, Precision precision, int... size) {
    Net net = Net.of(layer, size);
    for (Mode mode : List.of(Mode.INFERENCE, Mode.CALIBRATION)) {
      if (mode == Mode.CALIBRATION && net.sites().stream().noneMatch(LayerEquivarianceTest::norm)) {
        continue;
      }
      try (Model model = Maps.model(net, 1)) {
        EquivarianceReport report =
            EquivarianceCheck.of(model).precision(precision).random(2, 3).mode(mode).run();
        LayerError error = report.layers().get(0);
        assertThat(error.values()).as(layer.toString()).hasSize(layer.input().group().order());
        assertThat(error.gradients()).as(layer.toString()).hasSameSizeAs(error.values());
        assertThat(report.tolerance()).isEqualTo(precision == Precision.FLOAT64 ? 1e-12 : 1e-5);
        assertThat(report.passed())
            .as("%s in %s: %s, net %s", layer, mode, error, report.net())
            .isTrue();
      }
    }
  }

  private static boolean norm(dev.pinwheel.nn.LayerSite site) {
    return site.layer() instanceof BatchNorm;
  }
}
