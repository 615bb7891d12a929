package dev.pinwheel.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.group.Cosets;
import dev.pinwheel.group.PointGroup;
import dev.pinwheel.group.Subgroup;
import dev.pinwheel.nn.Maps;
import dev.pinwheel.nn.NativeScope;
import dev.pinwheel.nn.Net;
import dev.pinwheel.nn.feature.FeatureMap;
import dev.pinwheel.nn.feature.FeatureType;
import dev.pinwheel.nn.module.FeatureTypeException;
import dev.pinwheel.nn.module.Layer;
import dev.pinwheel.nn.module.Pass;
import dev.pinwheel.nn.module.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code (Πf)(x, hS) = max or mean over s in S of f(x, hs)}, element by element. */
@ExtendWith(NativeScope.class)
class ProjectionTest {
  private static final int IMAGES = 2;
  private static final int FIELDS = 3;
  private static final int PIXELS = 4;

  /** Every chain K ⊂ S of subgroups of C4 and D4. */
  static Stream<Arguments> chains() {
    List<Arguments> all = new ArrayList<>();
    for (PointGroup group : List.of(PointGroup.cyclic(4), PointGroup.dihedral(4))) {
      for (Subgroup fine : Subgroup.all(group)) {
        for (Subgroup coarse : Subgroup.all(group)) {
          if (coarse.containsAll(fine)) {
            all.add(Arguments.of(group, fine, coarse));
          }
        }
      }
    }
    return all.stream();
  }

  private static double[] apply(Layer layer, FeatureMap x) {
    try (Weights weights = Maps.weights(layer, 1)) {
      FeatureMap y = layer.apply(x, Pass.inference(weights));
      assertThat(y.type()).isEqualTo(layer.output());
      return Maps.values(y);
    }
  }

  /** The value at each element of the group, of a function on its cosets. */
  private static double at(double[] f, Cosets cosets, int n, int field, int h, int x) {
    int m = cosets.count();
    return f[((n * FIELDS + field) * m + cosets.cosetOf(h)) * PIXELS + x];
  }

  @ParameterizedTest
  @MethodSource("chains")
  void reducesOverEveryElementOfTheSubgroup(PointGroup group, Subgroup fine, Subgroup coarse) {
    FeatureType in = FeatureType.quotient(group, fine, FIELDS);
    FeatureMap map = Maps.random(in, 1, IMAGES, 2, 2);
    double[] f = Maps.values(map);
    Cosets target = Cosets.of(coarse);
    double[] max = new double[IMAGES * FIELDS * target.count() * PIXELS];
    double[] mean = new double[max.length];
    int at = 0;
    for (int n = 0; n < IMAGES; n++) {
      for (int field = 0; field < FIELDS; field++) {
        for (int c = 0; c < target.count(); c++) {
          for (int x = 0; x < PIXELS; x++) {
            max[at] = Double.NEGATIVE_INFINITY;
            for (int s : coarse.elements()) {
              int hs = group.product(target.representative(c), s);
              double value = at(f, in.cosets(), n, field, hs, x);
              max[at] = Math.max(max[at], value);
              mean[at] += value / coarse.order();
            }
            at++;
          }
        }
      }
    }
    assertThat(apply(new Projection(in, coarse, Reduction.MAX), map)).containsExactly(max);
    assertThat(Maps.error(apply(new Projection(in, coarse, Reduction.MEAN), map), mean))
        .isLessThan(1e-15);
  }

  @Test
  void overTheWholeGroupGivesScalarFields() {
    PointGroup d4 = PointGroup.parse("D4");
    FeatureType in = FeatureType.regular(d4, 5);
    assertThat(new Projection(in, Reduction.MAX).output()).isEqualTo(FeatureType.trivial(d4, 5));
    assertThat(new Projection(in, Reduction.MAX).toString())
        .isEqualTo("projection max over D4 'D4: 5 regular' → 'D4: 5 trivial'");
  }

  @Test
  void cosetPoolingIsTheProjectionOverASubgroup() {
    PointGroup d4 = PointGroup.parse("D4");
    PointGroup c4 = PointGroup.parse("C4");
    Net net = Net.images(d4, 1, 9, 9).lifting(3, 3).cosetPooling(c4, Reduction.MAX).build();
    assertThat(net.output()).hasToString("D4: 3 quotient(C4)");
    assertThat(net.sites().get(1).layer()).isInstanceOf(Projection.class);
    assertThat(net.sites().get(1).layer().detail()).isEqualTo("max over C4");
  }

  @Test
  void overAForeignOrTooSmallSubgroupIsRefusedWithBothNames() {
    PointGroup d4 = PointGroup.parse("D4");
    PointGroup c4 = PointGroup.parse("C4");
    FeatureType quotient = FeatureType.quotient(d4, Subgroup.embed(d4, c4), 2);
    assertThatThrownBy(() -> new Projection(quotient, Subgroup.trivial(d4), Reduction.MAX))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("D4: 2 quotient(C4)", "{0}", "contains C4");
    assertThatThrownBy(() -> new Projection(quotient, Subgroup.whole(c4), Reduction.MAX))
        .isInstanceOf(FeatureTypeException.class)
        .hasMessageContainingAll("D4: 2 quotient(C4)", "over C4", "subgroup of D4");
  }
}
