package dev.pinwheel.train.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pinwheel.data.Progress;
import dev.pinwheel.group.kernel.HarmonicKernels;
import dev.pinwheel.group.kernel.InterpolatedKernels;
import dev.pinwheel.group.kernel.KernelFamily;
import dev.pinwheel.train.Provenance;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EquivarianceTableTest {
  @TempDir Path temporary;

  private static EquivarianceTable.Line measure(KernelFamily family) {
    return EquivarianceTable.line(EquivarianceCase.ALL.get(0), family, 2, 1, 1, () -> {});
  }

  @Test
  void oneLayerOfEightRotationsIsAsPublished() {
    EquivarianceTable.Line bilinear = measure(new InterpolatedKernels());
    EquivarianceTable.Line harmonic = measure(new HarmonicKernels());

    assertThat(List.of(bilinear, harmonic)).allMatch(line -> line.worst90() <= 1e-12);
    assertThat(bilinear.error45()).isCloseTo(bilinear.bilinear45(), within(0.05));
    assertThat(harmonic.error45()).isLessThanOrEqualTo(harmonic.escnn45());
    assertThat(harmonic.error22()).isNaN();
    assertThat(harmonic.nets22()).isEmpty();
    assertThat(harmonic.nets45()).hasSize(2).doesNotHaveDuplicates();
    assertThat(harmonic.error45())
        .isCloseTo((harmonic.nets45().get(0) + harmonic.nets45().get(1)) / 2, within(1e-15));
    assertThat(harmonic.functions()).isLessThanOrEqualTo(13);
  }

  @Test
  void casesAreNetsOfOneOrThreeLayersAtTheirGroupsAngles() {
    for (EquivarianceCase row : EquivarianceCase.ALL) {
      long correlations =
          row.net(new InterpolatedKernels()).sites().stream()
              .filter(site -> site.name().matches("(lifting|groupCorrelation)\\d"))
              .count();
      assertThat(correlations).isEqualTo(row.layers());
      assertThat(row.angles()).hasSize(row.group().equals("C16") ? 3 : 2);
    }
  }

  @Test
  void thePageHasARowPerCaseAndSaysWhatPartOfThePublishedErrorIsLeft() {
    EquivarianceTable.Result result =
        new EquivarianceTable.Result(
            "a command", Provenance.now(), 6, 4, 1, List.of(row("a", 0.04), row("b", 0.01)));
    EquivarianceTable.publish(result, temporary);

    assertThat(temporary.resolve("equivariance.md"))
        .content()
        .contains("| σ | group, k | layers | escnn | bilinear | a | b | part of escnn's |")
        .contains("| 1.5 | C16, 5 | 3 | 0.0200 | 0.2000 | 0.0400 | 0.0100 | 0.50 |")
        .contains("| 1.5 | C16, 5 | 3 | 0.0300 | 0.3000 | 0.0600 | 0.0150 | 0.50 |")
        .contains("| 1.5 | C16, 5 | 3 | 1.0e-15, 11 free | 1.0e-15, 11 free |")
        .contains("| command | `a command` |");
    assertThat(temporary.resolve("equivariance.json"))
        .content()
        .contains("\"family\" : \"b\"", "\"error45\" : 0.01", "\"escnn22\" : 0.03");
  }

  private static EquivarianceTable.Line row(String family, double error) {
    return new EquivarianceTable.Line(
        1.5,
        "C16",
        5,
        3,
        family,
        11,
        1e-15,
        error,
        1.5 * error,
        List.of(error),
        List.of(1.5 * error),
        0.02,
        0.03,
        0.2,
        0.3);
  }

  @Test
  void whatIsNoTableIsRefused() {
    Progress silent = Progress.none();
    assertThatThrownBy(() -> EquivarianceTable.run(List.of("harmonics"), 1, 1, 1, silent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'harmonics'");
    assertThatThrownBy(() -> EquivarianceTable.run(List.of("harmonic"), 0, 1, 1, silent))
        .hasMessageContaining("1 families and 0 nets are no table");
    assertThatThrownBy(() -> EquivarianceTable.run(List.of("harmonic"), 1, 0, 1, silent))
        .hasMessageContaining("at least 1 image, not 0");
  }
}
