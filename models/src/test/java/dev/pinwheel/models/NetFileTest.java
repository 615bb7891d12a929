package dev.pinwheel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.NetBuilder;
import dev.pinwheel.nn.SizePolicy;
import dev.pinwheel.nn.SizeRuleException;
import dev.pinwheel.nn.layer.Activation;
import dev.pinwheel.nn.layer.FilterInitialisation;
import dev.pinwheel.nn.layer.Linear;
import dev.pinwheel.nn.layer.Reduction;
import dev.pinwheel.nn.layer.SpatialPool;
import dev.pinwheel.nn.module.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetFileTest {
  private static final String HEAD =
      """
      {
        "name": "mine",
        "images": {"channels": 2, "height": 17, "width": 17, "classes": 3},
        "group": "p4m",
      """;

  @TempDir Path folder;

  private static NetFile file(String rest) {
    return NetFile.parse(HEAD + rest, "mine.json");
  }

  private static Net layers(String layers) {
    NetFile file = file("  \"layers\": [\n" + layers + "\n  ]\n}");
    return file.build(file.images());
  }

  private static NetBuilder start() {
    return Net.images(PointGroup.parse("p4m"), 2, 17, 17);
  }

  private static void assertSame(Net ours, NetBuilder builder) {
    Net theirs = builder.build();
    assertThat(ours.summary()).isEqualTo(theirs.summary());
    assertThat(ours.parameters().keySet()).containsExactlyElementsOf(theirs.parameters().keySet());
    assertThat(ours.sites().toString()).isEqualTo(theirs.sites().toString());
  }

  @Test
  void everyLayerIsTheBuildersOwn() {
    Net ours =
        layers(
            """
            {"layer": "lifting", "fields": 4, "kernel": 3, "padding": 1, "stride": 2},
            {"layer": "batchNorm"},
            {"layer": "relu"},
            {"layer": "leakyRelu"},
            {"layer": "dropout", "probability": 0.25},
            {"layer": "dropout", "probability": 0.5, "per": "field"},
            {"layer": "maxPool", "kernel": 3, "stride": 2, "padding": 1},
            {"layer": "meanPool", "kernel": 3, "stride": 1},
            {"layer": "repeat", "times": 2, "layers": [
              {"layer": "residual", "body": [
                {"layer": "groupCorrelation", "fields": 4, "kernel": 3, "padding": 1},
                {"layer": "elu"}
              ]}
            ]},
            {"layer": "residual",
             "body": [{"layer": "groupCorrelation", "fields": 5, "kernel": 3, "dilation": 1}],
             "shortcut": [{"layer": "groupCorrelation", "fields": 5, "kernel": 3}]},
            {"layer": "concatenation", "branches": [
              [{"layer": "silu"}],
              [{"layer": "groupCorrelation", "fields": 2, "kernel": 1}]
            ]},
            {"layer": "projection", "over": "C2", "reduction": "mean"},
            {"layer": "projection"},
            {"layer": "globalPool", "reduction": "max"},
            {"layer": "linear", "fields": "classes"}
            """);
    assertSame(
        ours,
        start()
            .lifting(4, Window.of(3).padding(1).stride(2))
            .batchNorm()
            .relu()
            .activation(Activation.LEAKY_RELU)
            .dropout(0.25)
            .fieldDropout(0.5)
            .then(t -> new SpatialPool(t, Window.of(3).stride(2).padding(1), Reduction.MAX))
            .then(t -> new SpatialPool(t, Window.of(3), Reduction.MEAN))
            .repeat(
                2,
                b ->
                    b.residual(
                        r ->
                            r.groupCorrelation(4, Window.of(3).padding(1))
                                .activation(Activation.ELU)))
            .residual(b -> b.groupCorrelation(5, 3), b -> b.groupCorrelation(5, 3))
            .concatenation(
                List.of(b -> b.activation(Activation.SILU), b -> b.groupCorrelation(2, 1)))
            .projection(
                Subgroup.embed(PointGroup.parse("p4m"), PointGroup.parse("C2")), Reduction.MEAN)
            .projection(Reduction.MAX)
            .globalPool(Reduction.MAX)
            .then(t -> new Linear(t, 3)));
  }

  @Test
  void theHeaderSaysHowToBuild() {
    NetFile file =
        file(
            """
              "description": "a few words",
              "source": "a paper",
              "filters": "lecun",
              "sizes": "allow-broken",
              "layers": [
                {"layer": "lifting", "fields": 2, "kernel": 4, "stride": 2},
                {"layer": "invariantHead", "fields": "classes"}
              ]
            }\
            """);
    assertSame(
        file.build(file.images()),
        start()
            .filters(FilterInitialisation.LECUN)
            .sizes(SizePolicy.ALLOW_BROKEN)
            .lifting(2, Window.of(4).stride(2))
            .invariantHead(3));
    NamedNet named = file.named();
    assertThat(named.name()).isEqualTo("mine");
    assertThat(named.description()).isEqualTo("a few words");
    assertThat(named.source()).isEqualTo("a paper");
    assertThat(named.images()).isEqualTo(new ModelOptions(2, 17, 17, 3));
    assertThat(named.file()).contains(file);
    assertThat(named.build(new ModelOptions(1, 20, 20, 7)).output().fields()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'layer': 'liftin', 'fields': 2, 'kernel': 3}|mine.json line 6, layers[0].layer: unknown"
            + " layer 'liftin': known are",
        "{'layer': 'lifting', 'fields': 2}|line 6, layers[0]: the field 'kernel' is missing",
        "{'layer': 'lifting', 'fields': 2, 'kernel': 3, 'pading': 1}|line 6, layers[0].pading:"
            + " unknown field 'pading': known here are layer, fields, kernel, stride, padding",
        "{'layer': 'lifting', 'fields': 0, 'kernel': 3}|layers[0].fields: a whole number of at"
            + " least 1",
        "{'layer': 'lifting', 'fields': 'klasses', 'kernel': 3}|layers[0].fields: a whole number",
        "{'layer': 'lifting', 'fields': 2, 'kernel': 2.5}|layers[0].kernel: a whole number",
        "{'layer': 7}|layers[0].layer: a text in quotes",
        "[3]|line 6, layers[0]: an object in braces",
        "{'layer': 'dropout', 'probability': 'x'}|layers[0].probability: a number",
        "{'layer': 'dropout', 'probability': 1}|layers[0]: dropout takes a probability in [0, 1)",
        "{'layer': 'dropout', 'probability': 0, 'per': 'map'}|layers[0].per: 'map' is none of"
            + " element, field",
        "{'layer': 'groupCorrelation', 'fields': 2, 'kernel': 3}|layers[0]:",
        "{'layer': 'projection', 'over': 'C3'}|layers[0]:",
        "{'layer': 'residual', 'body': 3}|layers[0].body: a list in brackets",
        "{'layer': 'repeat', 'times': 2, 'layers': [{'layer': 'elo'}]}|line 6,"
            + " layers[0].layers[0].layer: unknown layer 'elo'"
      })
  void errorsNameLineAndField(String layer, String words) {
    assertThatThrownBy(() -> layers(layer.replace('\'', '"')))
        .isInstanceOf(NetFileException.class)
        .hasMessageContaining(words)
        .hasMessageStartingWith("mine.json line ")
        .message()
        .doesNotContain("\n");
  }

  /** Which layer it is shows only with the sizes, when the file's lines are forgotten. */
  @Test
  void whatDoesNotFitIsNamedByItsLayer() {
    assertThatThrownBy(() -> layers("{\"layer\": \"maxPool\", \"kernel\": 40}"))
        .isInstanceOf(NetFileException.class)
        .hasMessageStartingWith("mine.json: layer maxPool1: kernel 40 stride 40 does not fit");
  }

  @Test
  void brokenTextsAreRefusedWithTheLine() {
    assertThatThrownBy(() -> file("  \"layers\": [\n  {\"layer\" \"relu\"}\n]}"))
        .isInstanceOf(NetFileException.class)
        .hasMessageStartingWith("mine.json line 6 is no JSON: ");
    assertThatThrownBy(() -> file("  \"group\": \"p4\", \"layers\": []}"))
        .isInstanceOf(NetFileException.class)
        .hasMessageContaining("line 5 is no JSON: Duplicate");
    assertThatThrownBy(() -> NetFile.parse("{}", "mine.json"))
        .isInstanceOf(NetFileException.class)
        .hasMessage("mine.json line 1: the field 'name' is missing");
    assertThatThrownBy(() -> NetFile.parse("", "mine.json")).isInstanceOf(NetFileException.class);
    assertThatThrownBy(() -> NetFile.parse("{\"name\": \"../up\"}", "mine.json"))
        .isInstanceOf(NetFileException.class)
        .hasMessage("mine.json line 1, name: '../up' is no name: use letters, digits and . _ -");
    assertThatThrownBy(() -> file("\"layers\": []} {}"))
        .isInstanceOf(NetFileException.class)
        .hasMessageContaining("there is more after the net's last brace");
    NetFile odd = file("  \"layer\": 0, \"layers\": []}");
    assertThatThrownBy(() -> odd.build(odd.images()))
        .isInstanceOf(NetFileException.class)
        .hasMessageContaining("line 5, layer: unknown field 'layer'");
    NetFile group = NetFile.parse(HEAD.replace("p4m", "p5m") + "\"layers\": []}", "mine.json");
    assertThatThrownBy(() -> group.build(group.images()))
        .isInstanceOf(NetFileException.class)
        .hasMessageStartingWith("mine.json line 4, group: ");
  }

  @Test
  void theSizeRuleHoldsForFilesToo() {
    assertThatThrownBy(
            () -> layers("{\"layer\": \"lifting\", \"fields\": 1, \"kernel\": 2, \"stride\": 2}"))
        .isInstanceOf(SizeRuleException.class)
        .hasMessageContaining("layer lifting1");
  }

  @Test
  void publishedNetsReadBackFromTheirFiles() throws IOException {
    for (NamedNet net : Nets.all()) {
      Path path = folder.resolve(net.name() + ".json");
      Files.writeString(path, net.file().orElseThrow().text());
      NetFile read = NetFile.read(path);
      assertThat(read).isEqualTo(net.file().orElseThrow());
      assertThat(read.build(net.images()).summary()).isEqualTo(net.build(net.images()).summary());
    }
    assertThatThrownBy(() -> NetFile.read(folder.resolve("none.json")))
        .isInstanceOf(NetFileException.class)
        .hasMessageContaining("there is no net file");
  }
}
