package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingTest {

  @ParameterizedTest
  @ValueSource(strings = {"C8", "D4", "D6", "O", "reflection"})
  void embeddingsAreHomomorphismsThatKeepMatrices(String name) {
    PointGroup parent = PointGroup.parse(name);
    for (Subgroup subgroup : Subgroup.all(parent)) {
      Embedding embedding = Embedding.of(subgroup);
      PointGroup group = embedding.group();
      assertThat(embedding.subgroup()).isEqualTo(subgroup);
      for (int k = 0; k < group.order(); k++) {
        int image = embedding.image(k);
        assertThat(parent.matrix(image)).isEqualTo(group.matrix(k));
        assertThat(embedding.preimage(image)).hasValue(k);
        for (int other = 0; other < group.order(); other++) {
          assertThat(embedding.image(group.product(k, other)))
              .isEqualTo(parent.product(image, embedding.image(other)));
        }
      }
      for (int h = 0; h < parent.order(); h++) {
        assertThat(embedding.preimage(h).isPresent()).isEqualTo(subgroup.contains(h));
      }
    }
  }

  @Test
  void groupsKeepTheirOwnNumbers() {
    PointGroup d4 = PointGroup.dihedral(4);
    Matrix back = Matrix.of(new double[] {0, 1}, new double[] {-1, 0});
    PointGroup backwards = PointGroup.generate("backwards", back);
    Embedding embedding = Embedding.of(d4, backwards);
    assertThat(embedding.group()).isSameAs(backwards);
    assertThat(IntStream.range(0, 4).map(embedding::image)).containsExactly(0, 3, 2, 1);
    assertThat(embedding.image(Subgroup.of(backwards, 0, 2))).isEqualTo(Subgroup.of(d4, 0, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embedding.of(backwards, d4))
        .withMessageContaining("D4 is not inside backwards");
  }

  @Test
  void commonElements() {
    PointGroup d4 = PointGroup.dihedral(4);
    PointGroup c8 = PointGroup.cyclic(8);
    PointGroup c4 = PointGroup.cyclic(4);
    assertThat(Embedding.common(d4, c4)).isSameAs(c4);
    assertThat(Embedding.common(c4, d4)).isSameAs(c4);
    assertThat(Embedding.common(d4, c8)).isEqualTo(c4);
    assertThat(Embedding.common(d4, PointGroup.parse("p4m"))).isSameAs(d4);
  }

  /** The double cosets KhS, counted as sets of elements. */
  private static int doubleCosets(Subgroup k, Subgroup s) {
    FiniteGroup group = k.parent();
    Set<Set<Integer>> found = new HashSet<>();
    for (int h = 0; h < group.order(); h++) {
      Set<Integer> one = new HashSet<>();
      for (int a : k.elements()) {
        for (int b : s.elements()) {
          one.add(group.product(group.product(a, h), b));
        }
      }
      found.add(one);
    }
    return found.size();
  }

  /** Whether the groups K ∩ hSh⁻¹ are conjugate to each other in K, by trying all of K. */
  private static boolean isUniform(Subgroup k, Subgroup s) {
    FiniteGroup group = k.parent();
    Set<Set<Integer>> classOfFirst = new HashSet<>();
    Set<Integer> first = new TreeSet<>();
    IntStream.of(s.elements()).filter(k::contains).forEach(first::add);
    for (int a : k.elements()) {
      classOfFirst.add(first.stream().map(g -> group.conjugate(g, a)).collect(Collectors.toSet()));
    }
    for (int h = 0; h < group.order(); h++) {
      Set<Integer> here = new TreeSet<>();
      for (int g : s.elements()) {
        int moved = group.conjugate(g, h);
        if (k.contains(moved)) {
          here.add(moved);
        }
      }
      if (!classOfFirst.contains(here)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<CosetRestriction> restrict(Embedding embedding, Cosets whole) {
    try {
      return Optional.of(embedding.restrict(whole));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContainingAll(whole.toString(), "not alike", "fixed by");
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C8", "D4", "D6", "O"})
  void relabellingCommutesWithTheSubgroup(String name) {
    PointGroup parent = PointGroup.parse(name);
    int refused = 0;
    for (Subgroup k : Subgroup.all(parent)) {
      Embedding embedding = Embedding.of(k);
      for (Subgroup s : Subgroup.all(parent)) {
        Cosets whole = Cosets.of(s);
        Optional<CosetRestriction> found = restrict(embedding, whole);
        assertThat(found.isPresent()).as("%s to %s", whole, k).isEqualTo(isUniform(k, s));
        if (found.isEmpty()) {
          refused++;
          continue;
        }
        CosetRestriction restriction = found.get();
        int orbits = restriction.orbits();
        int[] sources = restriction.sources();
        Cosets target = restriction.cosets();
        assertThat(orbits).isEqualTo(doubleCosets(k, s));
        assertThat(Arrays.stream(sources).sorted())
            .containsExactlyElementsOf(IntStream.range(0, whole.count()).boxed().toList());
        for (int a = 0; a < embedding.group().order(); a++) {
          for (int c = 0; c < target.count(); c++) {
            for (int j = 0; j < orbits; j++) {
              assertThat(whole.act(embedding.image(a), sources[c * orbits + j]))
                  .isEqualTo(sources[target.act(a, c) * orbits + j]);
            }
          }
        }
      }
    }
    assertThat(refused > 0).as("some are refused").isEqualTo(!parent.isAbelian());
  }

  @Test
  void functionsOnTheGroupBecomeIndexManyFunctionsOnTheSubgroup() {
    PointGroup d16 = PointGroup.dihedral(16);
    CosetRestriction flips =
        Embedding.of(d16, PointGroup.cyclic(16)).restrict(Cosets.of(Subgroup.trivial(d16)));
    assertThat(flips.orbits()).isEqualTo(2);
    assertThat(flips.cosets().count()).isEqualTo(16);
    // Element eN + k is r^k s^e: orbit e starts from s^e.
    assertThat(flips.base(1)).isEqualTo(16);
    PointGroup c8 = PointGroup.cyclic(8);
    CosetRestriction turns =
        Embedding.of(c8, PointGroup.cyclic(4)).restrict(Cosets.of(Subgroup.trivial(c8)));
    assertThat(turns.sources()).as("no permutation").containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> turns.base(2))
        .withMessageContaining("orbit 2");
  }
}
