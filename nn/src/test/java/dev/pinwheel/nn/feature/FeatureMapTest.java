package dev.pinwheel.nn.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.engine.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code (L_g f)(x, hK) = f(g⁻¹x, g⁻¹hK)}. */
@ExtendWith(NativeScope.class)
class FeatureMapTest {
  private static final int N = 4;

  /** Says where the value at orientation h, row i, column j comes from. */
  private interface Source {
    int[] of(int h, int i, int j);
  }

  private static double[] moved(FeatureMap x, Source source) {
    double[] f = Maps.values(x);
    int m = x.type().orientations();
    double[] result = new double[f.length];
    for (int at = 0; at < f.length; at++) {
      int plane = at / (m * N * N);
      int[] from = source.of(at / (N * N) % m, at / N % N, at % N);
      result[at] = f[((plane * m + from[0]) * N + from[1]) * N + from[2]];
    }
    return result;
  }

  @Test
  void aQuarterTurnOfAnImageIsNumpysRot90() {
    FeatureMap x = Maps.random(FeatureType.trivial(PointGroup.cyclic(4), 3), 1, 2, N, N);
    assertThat(Maps.values(x.transform(1)))
        .containsExactly(moved(x, (h, i, j) -> new int[] {h, j, N - 1 - i}));
  }

  @Test
  void aQuarterTurnOfALiftedMapAlsoShiftsTheGroupAxis() {
    FeatureMap x = Maps.random(FeatureType.regular(PointGroup.cyclic(4), 2), 1, 2, N, N);
    assertThat(Maps.values(x.transform(1)))
        .containsExactly(moved(x, (h, i, j) -> new int[] {(h + 3) % 4, j, N - 1 - i}));
    assertThat(Maps.values(x.transform(2)))
        .containsExactly(moved(x, (h, i, j) -> new int[] {(h + 2) % 4, N - 1 - i, N - 1 - j}));
  }

  /** Element e·4 + k of D4 is r^k s^e; s r^k s^e = r^(−k) s^(1+e). */
  @Test
  void aFlipOfALiftedMapReversesTheTurnsAndExchangesTheHalves() {
    FeatureMap x = Maps.random(FeatureType.regular(PointGroup.dihedral(4), 2), 1, 2, N, N);
    assertThat(Maps.values(x.transform(4)))
        .containsExactly(
            moved(x, (h, i, j) -> new int[] {(1 - h / 4) * 4 + (4 - h % 4) % 4, i, N - 1 - j}));
    assertThat(Maps.values(x.transform(1)))
        .containsExactly(moved(x, (h, i, j) -> new int[] {h / 4 * 4 + (h + 3) % 4, j, N - 1 - i}));
  }

  @Test
  void aQuarterTurnOfAMapOnC8ShiftsTheGroupAxisByTwo() {
    FeatureMap x = Maps.random(FeatureType.regular(PointGroup.cyclic(8), 2), 1, 2, N, N);
    assertThat(Maps.values(x.transform(2)))
        .containsExactly(moved(x, (h, i, j) -> new int[] {(h + 6) % 8, j, N - 1 - i}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> x.transform(1))
        .withMessageContaining("r45 of C8 does not map grid [4, 4] onto itself");
  }

  static Stream<FeatureType> types() {
    List<FeatureType> all = new ArrayList<>();
    for (String name : List.of("C2", "C4", "D1", "D4")) {
      PointGroup group = PointGroup.parse(name);
      Subgroup.all(group).forEach(k -> all.add(FeatureType.quotient(group, k, 2)));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("types")
  void transformIsARepresentation(FeatureType type) {
    PointGroup group = type.group();
    FeatureMap x = Maps.random(type, 1, 2, 3, 3);
    double[] f = Maps.values(x);
    assertThat(Maps.values(x.transform(0))).containsExactly(f);
    for (int g = 0; g < group.order(); g++) {
      for (int h = 0; h < group.order(); h++) {
        assertThat(Maps.values(x.transform(h).transform(g)))
            .containsExactly(Maps.values(x.transform(group.product(g, h))));
      }
      assertThat(g == 0 || !java.util.Arrays.equals(f, Maps.values(x.transform(g)))).isTrue();
    }
  }

  @Test
  void transformIsDifferentiable() {
    FeatureType type = FeatureType.regular(PointGroup.dihedral(4), 2);
    FeatureMap x = Maps.random(type, 1, 1, 3, 3);
    FeatureMap v = Maps.random(type, 2, 1, 3, 3);
    Tensor rows = x.rows().clone();
    rows.set_requires_grad(true);
    FeatureMap leaf = FeatureMap.ofRows(type, rows, 1, 3, 3);
    leaf.transform(5).rows().mul(v.rows()).sum().backward();
    int back = type.group().inverse(5);
    assertThat(Maps.values(FeatureMap.ofRows(type, rows.grad(), 1, 3, 3)))
        .containsExactly(Maps.values(v.transform(back)));
  }

  @Test
  void channelsAreGroupMajor() {
    FeatureType type = FeatureType.regular(PointGroup.cyclic(4), 3);
    FeatureMap x = Maps.random(type, 1, 2, N, 5);
    double[] f = Maps.values(x);
    double[] channels = dev.pinwheel.nn.engine.Tensors.toDoubles(x.channels());
    for (int n = 0; n < 2; n++) {
      for (int field = 0; field < 3; field++) {
        for (int h = 0; h < 4; h++) {
          for (int p = 0; p < 20; p++) {
            assertThat(channels[(n * 12 + h * 3 + field) * 20 + p])
                .isEqualTo(f[((n * 3 + field) * 4 + h) * 20 + p]);
          }
        }
      }
    }
    assertThat(x.values().sizes().vec().get()).containsExactly(2, 3, 4, N, 5);
    assertThat(x.rows().sizes().vec().get()).containsExactly(40, 12);
    assertThat(x).hasToString("2 × 'C4: 3 regular' of size 4×5");
  }

  @Test
  void shapesThatDoNotFitTheTypeAreRefused() {
    FeatureType regular = FeatureType.regular(PointGroup.cyclic(4), 2);
    Tensor seven = Maps.tensor(new double[63], 1, 7, 3, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMap.ofChannels(regular, seven))
        .withMessageContainingAll("C4: 2 regular", "8 channels", "[1, 7, 3, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMap.ofChannels(regular, Maps.tensor(new double[8], 1, 8, 1)))
        .withMessageContaining("4 axes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureMap.ofImages(regular, seven))
        .withMessageContainingAll("C4: 2 regular", "trivial");
    FeatureMap oblong = Maps.random(regular, 1, 1, 3, 2);
    assertThatIllegalArgumentException().isThrownBy(() -> oblong.transform(1));
  }

  @Test
  void anotherFormatKeepsTypeOrderAndGraph() {
    FeatureMap x = Maps.random(FeatureType.regular(PointGroup.cyclic(4), 2), 1, 2, N, N);
    x.channels().set_requires_grad(true);
    assertThat(x.inFormat(ScalarType.Double)).isSameAs(x);
    FeatureMap narrow = x.inFormat(ScalarType.BFloat16);
    assertThat(narrow.type()).isEqualTo(x.type());
    assertThat(Tensors.has(narrow.channels(), ScalarType.BFloat16)).isTrue();
    assertThat(narrow.rows().data_ptr().address())
        .as("no copy")
        .isEqualTo(narrow.channels().data_ptr().address());
    double[] values = Maps.values(x);
    double[] rounded = Maps.values(narrow);
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(rounded[i] - values[i]))
          .isLessThanOrEqualTo(0x1p-8 * Math.abs(values[i]));
    }
    assertThat(Maps.values(narrow.inFormat(ScalarType.Double))).containsExactly(rounded);
    narrow.rows().sum().backward();
    assertThat(Tensors.toDoubles(x.channels().grad())).containsOnly(1);
  }
}
