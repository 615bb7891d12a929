package dev.pinwheel.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepresentationParseTest {

  private static final PointGroup D8 = PointGroup.dihedral(8);

  /** A term of a sum. */
  record Term(int count, String atom, int degree) {
    @Override
    public String toString() {
      return count == 1 ? atom : count + " " + atom;
    }
  }

  @Provide
  Arbitrary<List<Term>> sums() {
    Arbitrary<Term> atoms =
        Arbitraries.of(
            new Term(1, "trivial", 1),
            new Term(1, "regular", 16),
            new Term(1, "quotient(C8)", 2),
            new Term(1, "quotient(D2)", 4),
            new Term(1, "quotient({0,4})", 8),
            new Term(1, "irrep(0,0)", 1),
            new Term(1, "irrep(1,3)", 2));
    return Combinators.combine(Arbitraries.integers().between(1, 5), atoms)
        .as((count, atom) -> new Term(count, atom.atom, atom.degree))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Property(tries = 200)
  void sumsRoundTrip(@ForAll("sums") List<Term> terms) {
    String text = terms.stream().map(Term::toString).collect(Collectors.joining(" + "));
    Representation parsed = Representation.parse(D8, text);
    assertThat(parsed).hasToString(text);
    assertThat(parsed.degree()).isEqualTo(terms.stream().mapToInt(t -> t.count * t.degree).sum());
    assertThat(parsed.summands()).hasSize(terms.stream().mapToInt(Term::count).sum());
    Representation again = Representation.directSum(List.of(parsed));
    assertThat(Representation.parse(D8, again.name())).isEqualTo(parsed);
  }

  @Test
  void sumOfTheDocumentation() {
    Representation parsed = Representation.parse(D8, "5 regular + 2 quotient(C8) + 4 trivial");
    assertThat(parsed.degree()).isEqualTo(5 * 16 + 2 * 2 + 4);
    assertThat(parsed.summands().get(5).cosets())
        .contains(Cosets.of(Subgroup.embed(D8, PointGroup.cyclic(8))));
    assertThat(parsed)
        .isEqualTo(
            Representation.directSum(
                List.of(
                    Representation.regular(D8).times(5),
                    Representation.quotient(Subgroup.embed(D8, PointGroup.cyclic(8))).times(2),
                    Representation.trivial(D8).times(4))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "C4; quotient(p2); 2",
        "C4; irrep(1); 2",
        "D4; quotient( {0, 2} ); 0",
        "D4; quotient({0, 2}); 4",
        "D4; irrep(1, 1); 2",
        "O; irrep(T2); 3",
        "O; quotient(trivial(3)); 24",
        "reflection; irrep(1) + regular; 3",
        "D4; 2  regular+trivial; 17"
      })
  void formsPrintAsTyped(String groupName, String text, int degree) {
    PointGroup group = PointGroup.parse(groupName);
    if (degree == 0) {
      assertThatIllegalArgumentException().isThrownBy(() -> Representation.parse(group, text));
    } else {
      assertThat(Representation.parse(group, text)).hasToString(text);
      assertThat(Representation.parse(group, text).degree()).isEqualTo(degree);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.pinwheel.group.TestGroups#named")
  void namesOfAllKindsParseBack(PointGroup group) {
    for (Representation irrep : Irreps.of(group).all()) {
      assertThat(Representation.parse(group, irrep.name())).isEqualTo(irrep);
    }
    Subgroup.all(group).stream()
        .limit(12)
        .map(Representation::quotient)
        .forEach(q -> assertThat(Representation.parse(group, q.name())).isEqualTo(q));
  }

  @Test
  void aLoneTermKeepsItsCosets() {
    assertThat(Representation.parse(D8, "regular").cosets()).isPresent();
    assertThat(Representation.parse(D8, "2 regular").cosets()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "regulr",
        "5",
        "5regular",
        "-2 regular",
        "regular +",
        "2 2 regular",
        "irrep()"
      })
  void malformedTextsAreRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.parse(D8, text))
        .withMessageContaining("in \"" + text + "\"")
        .withMessageContaining("known forms: trivial, regular, quotient(<subgroup>)");
  }

  @Test
  void unfitTextsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.parse(D8, "0 regular"))
        .withMessageContaining("multiplicity 0 in \"0 regular\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.parse(D8, "quotient(C3)"))
        .withMessageContaining("C3 is not inside D8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.parse(D8, "quotient(c8)"))
        .withMessageContaining("did you mean \"C8\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.parse(D8, "irrep(2)"))
        .withMessageContaining("no irrep(2) of D8");
    FiniteGroup plain = FiniteGroup.of("Z4", 4, (g, h) -> (g + h) % 4);
    assertThat(Representation.parse(plain, "quotient({0,2})").degree()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Representation.parse(plain, "quotient(C2)"))
        .withMessageContaining("\"C2\" of Z4, which has no matrices");
  }
}
