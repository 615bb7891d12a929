package dev.pinwheel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.ScaleAxis;
import dev.pinwheel.group.kernel.HermiteKernels;
import dev.pinwheel.group.kernel.KernelFamilies;
import dev.pinwheel.models.Normalisation;
import dev.pinwheel.nn.Blocks;
import dev.pinwheel.nn.LayerSite;
import dev.pinwheel.nn.Model;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.UNet;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.BlurPool;
import dev.pinwheel.nn.layer.DiscMask;
import dev.pinwheel.nn.layer.FieldNorm;
import dev.pinwheel.nn.layer.Interpolation;
import dev.pinwheel.nn.layer.KernelOperator;
import dev.pinwheel.nn.layer.NormBatchNorm;
import dev.pinwheel.nn.layer.NormRelu;
import dev.pinwheel.nn.layer.PerPart;
import dev.pinwheel.nn.layer.Plain;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Window;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every layer there is, exported, run, compared and turned. */
class EveryLayerTest {
  @TempDir Path folder;

  private static final Window SAME = Window.of(3).padding(1);
  private static final ScaleAxis SCALES = new ScaleAxis(Math.sqrt(2), 3);
  private static final HermiteKernels HERMITE = HermiteKernels.of(0.7, 2);

  private static final Map<String, Supplier<Net>> NETS = nets();

  private static Map<String, Supplier<Net>> nets() {
    Map<String, Supplier<Net>> nets = new LinkedHashMap<>();
    for (String family : List.of("grid", "harmonic", "interpolated", "interpolated(cubic)")) {
      for (String group : List.of("D4", family.equals("grid") ? "C4" : "D8")) {
        nets.put(
            family + " over " + group,
            net(
                group,
                9,
                b ->
                    b.kernels(KernelFamilies.parse(family))
                        .lifting(2, 5)
                        .relu()
                        .groupCorrelation(2, SAME)));
      }
    }
    lifted(nets, "stride and dilation", 9, b -> b.groupCorrelation(2, new Window(3, 2, 2, 2)));
    lifted(nets, "batch norm, folded", 7, b -> b.groupCorrelation(3, SAME).batchNorm().relu());
    lifted(nets, "batch norm, alone", 7, b -> b.relu().batchNorm().relu());
    for (Activation activation : Activation.values()) {
      lifted(nets, "activation " + activation, 7, b -> b.batchNorm().activation(activation));
    }
    lifted(nets, "group norm", 7, b -> b.groupNorm(2));
    lifted(nets, "instance norm", 7, b -> b.groupNorm(4));
    lifted(nets, "layer norm", 7, b -> b.layerNorm());
    lifted(nets, "dropout", 7, b -> b.dropout(0.3).fieldDropout(0.2));
    lifted(nets, "maxima", 8, b -> b.maxPool(2));
    lifted(nets, "means", 8, b -> b.meanPool(2));
    lifted(
        nets,
        "padded maxima",
        9,
        b -> b.then(t -> new SpatialPool(t, new Window(3, 2, 1, 1), Reduction.MAX)));
    lifted(
        nets,
        "padded means",
        9,
        b -> b.then(t -> new SpatialPool(t, new Window(3, 2, 1, 1), Reduction.MEAN)));
    lifted(
        nets,
        "dilated maxima",
        9,
        b -> b.then(t -> new SpatialPool(t, new Window(3, 1, 1, 2), Reduction.MAX)));
    lifted(nets, "blur", 9, b -> b.then(t -> new BlurPool(t, new Window(3, 2, 1, 1))));
    lifted(nets, "blurred maxima", 8, b -> b.maxBlurPool(2));
    lifted(
        nets,
        "coset maxima",
        7,
        b -> b.cosetPooling(PointGroup.parse("C2"), Reduction.MAX).groupCorrelation(2, 3));
    lifted(nets, "coset means", 7, b -> b.cosetPooling(PointGroup.parse("C2"), Reduction.MEAN));
    lifted(nets, "projection", 7, b -> b.projection(Reduction.MEAN).globalPool(Reduction.MAX));
    lifted(nets, "head", 7, b -> b.invariantHead(3));
    lifted(nets, "pixel head", 7, b -> b.pixelHead(3));
    lifted(nets, "restriction", 7, b -> b.restrict(PointGroup.parse("C4")).groupCorrelation(2, 3));
    nets.put(
        "induction",
        net(
            "D4",
            8,
            b ->
                b.induction(
                    PointGroup.parse("C2"),
                    i -> i.lifting(2, 3).batchNorm().relu().groupCorrelation(2, 3))));
    lifted(
        nets,
        "induction of fields",
        7,
        b -> b.induction(PointGroup.parse("C4"), i -> i.groupCorrelation(2, SAME).relu()));
    lifted(nets, "separable", 7, b -> b.separableCorrelation(3, SAME).batchNorm().relu());
    lifted(
        nets,
        "transposed",
        5,
        b -> b.transposedGroupCorrelation(3, Window.of(4).stride(2).padding(1)).batchNorm());
    lifted(nets, "nearest", 5, b -> b.upSample(2, Interpolation.NEAREST));
    lifted(nets, "linear", 5, b -> b.upSample(3, Interpolation.LINEAR));
    lifted(nets, "mask", 7, b -> b.discMask().then(t -> new DiscMask(t, 1.5)));
    lifted(nets, "basic block", 7, b -> b.block(Blocks.basic(4)));
    lifted(nets, "pre-activation block", 8, b -> b.block(Blocks.preActivation(4)));
    lifted(nets, "bottleneck", 7, b -> b.block(Blocks.bottleneck(2, 4)));
    lifted(
        nets,
        "concatenation",
        7,
        b -> b.concatenation(List.of(c -> c.groupCorrelation(2, SAME), c -> c.relu())));
    lifted(nets, "u-net", 8, b -> b.block(UNet.of(4, 4, 4)).pixelHead(3));
    lifted(nets, "transposed u-net", 8, b -> b.block(UNet.of(4, 4)).pixelHead(3));
    nets.put("correlation", net("C1", 7, b -> b.correlation(3, 3).batchNorm().relu()));
    nets.put(
        "convolution",
        net("C1", 7, b -> b.then(t -> new Plain(t, 3, Window.of(3), KernelOperator.CONVOLUTION))));
    nets.put(
        "kinds of fields",
        net(
            "C8",
            9,
            b ->
                b.kernels(KernelFamilies.parse("harmonic"))
                    .fieldCorrelation(
                        FeatureType.parse(
                            "C8: 2 regular + 1 quotient(C2) + 2 trivial + 2 irrep(1)"),
                        5)
                    .batchNorm()
                    .relu()
                    .fieldCorrelation(FeatureType.parse("C8: 2 trivial + 2 irrep(1)"), SAME)
                    .gate()
                    .fieldCorrelation(FeatureType.parse("C8: 2 irrep(2)"), SAME)
                    .then(NormBatchNorm::new)
                    .then(NormRelu::new)
                    .then(FieldNorm::new)));
    nets.put(
        "parts",
        net(
            "D4",
            7,
            b ->
                b.fieldCorrelation(FeatureType.parse("D4: 2 trivial + 2 regular"), 3)
                    .then(
                        t ->
                            PerPart.of(t, p -> new SpatialPool(p, Window.of(3), Reduction.MEAN)))));
    nets.put(
        "scales",
        () ->
            Net.images(PointGroup.parse("C4"), 1, 11, 11)
                .scaleLifting(2, SCALES, HERMITE)
                .batchNorm()
                .relu()
                .scaleCorrelation(2, SCALES, 2, HERMITE)
                .batchNorm()
                .relu()
                .scaleProjection(Reduction.MAX)
                .build());
    nets.put(
        "lines",
        () ->
            Net.images(PointGroup.reflection(), 2, 16)
                .lifting(2, 3)
                .batchNorm()
                .relu()
                .maxPool(2)
                .groupCorrelation(2, 3)
                .upSample(2, Interpolation.LINEAR)
                .transposedGroupCorrelation(2, Window.of(2).stride(2))
                .invariantHead(3)
                .build());
    nets.put(
        "volumes",
        () ->
            Net.images(PointGroup.cubeRotations(), 1, 8, 8, 8)
                .lifting(2, 3)
                .batchNorm()
                .relu()
                .maxPool(2)
                .groupCorrelation(2, 2)
                .meanPool(2)
                .upSample(2, Interpolation.LINEAR)
                .transposedGroupCorrelation(1, Window.of(2).stride(2))
                .invariantHead(3)
                .build());
    return nets;
  }

  private static Supplier<Net> net(String group, int size, UnaryOperator<NetBuilder> steps) {
    return () -> steps.apply(Net.images(PointGroup.parse(group), 2, size, size)).build();
  }

  private static void lifted(
      Map<String, Supplier<Net>> nets, String name, int size, UnaryOperator<NetBuilder> steps) {
    nets.put(name, net("D4", size, b -> steps.apply(b.lifting(4, SAME))));
  }

  @TestFactory
  Stream<DynamicTest> fileIsTheModelAndAsSymmetric() {
    return NETS.entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue().get())));
  }

  private void check(String name, Net net) {
    try (Model model = RandomModels.of(net)) {
      Exportable source = new Exportable(name, model, new Normalisation(0.4, 0.3), List.of());
      Certificate certificate =
          OnnxExport.of(source).random(3, 5).write(folder.resolve("layer.onnx"));
      assertThat(certificate.outputs().error()).isLessThanOrEqualTo(1e-5);
      assertThat(certificate.equivariance().elements())
          .hasSize(net.group().gridSubgroup().order() / (name.equals("restriction") ? 2 : 1))
          .allSatisfy(e -> assertThat(e.error()).isLessThanOrEqualTo(1e-5));
      assertThat(certificate.passed()).isTrue();
    }
  }

  @Test
  void noLayerIsForgotten() throws Exception {
    TreeSet<String> covered = new TreeSet<>();
    for (Supplier<Net> net : NETS.values()) {
      for (LayerSite site : net.get().sites()) {
        covered.add(site.layer().getClass().getSimpleName());
      }
    }
    assertThat(covered).containsAll(concreteLayers());
  }

  /** The names of all layers that lie beside {@link Plain}. */
  private static List<String> concreteLayers() throws Exception {
    URI home = Plain.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    String folder = "dev/pinwheel/nn/layer";
    if (Files.isDirectory(Path.of(home))) {
      return concreteLayers(Path.of(home).resolve(folder));
    }
    try (FileSystem jar = FileSystems.newFileSystem(Path.of(home))) {
      return concreteLayers(jar.getPath(folder));
    }
  }

  private static List<String> concreteLayers(Path folder) throws Exception {
    List<String> names = new ArrayList<>();
    List<String> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.map(f -> f.getFileName().toString()).collect(Collectors.toList());
    }
    for (String file : files) {
      if (file.endsWith(".class") && !file.startsWith("package-")) {
        Class<?> type =
            Class.forName(Plain.class.getPackageName() + "." + file.replace(".class", ""));
        if (Layer.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          names.add(type.getSimpleName());
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(25);
    return names;
  }
}
