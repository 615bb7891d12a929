package dev.pinwheel.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.report.picture.Picture;
import dev.pinwheel.report.picture.Plots;
import dev.pinwheel.report.picture.Series;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class HtmlPageTest {
  private static final Picture PICTURE = Picture.of(2, 3, i -> 0x102030 * i);

  /** A page in which a text stands wherever one can stand. */
  private static Page everywhere(String text) {
    Series series = new Series("a", List.of(1.0, 2.0), List.of(0.5, 0.1), Series.Form.LINE, 0);
    List<Table.Column> columns = List.of(Table.Column.words(text));
    List<List<String>> rows = List.of(List.of(text));
    return new Page(
        text,
        text,
        List.of(new Fact(text, text)),
        List.of(
            new Section(
                "one",
                text,
                List.of(
                    new Block.Paragraph(text),
                    new Block.Note(text),
                    new Block.Verdict(Block.Tone.BAD, text, text),
                    new Block.Facts(List.of(new Fact(text, text))),
                    new Block.Row(
                        List.of(
                            new Block.Chart(
                                Plots.lines("p", "x", Plots.Axis.COUNTS, "y", List.of(series)),
                                text))),
                    new Block.Gallery(List.of(new Block.Entry(PICTURE, text, List.of(text)))),
                    new Table(text, columns, rows, Table.Form.OPEN),
                    new Table(text, columns, rows, Table.Form.FOLDED),
                    new ConfusionTable(List.of(text, "b"), List.of(List.of(1, 0), List.of(2, 3))),
                    new MapTable(
                        List.of(text),
                        List.of(new MapTable.Line(text, PICTURE, List.of(PICTURE), 0, text)))))),
        text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\" onmouseover=\"alert(1)",
        "' onload='x",
        "</style><img src=http://example.org/x.png>",
        "a&b &amp; &lt;",
        "]]> --> <!--",
        "${7*7} @if(true) @raw",
        "javascript:alert(1)",
        "\u65e5\u672c \ud83d\ude00"
      })
  void textsAreShownAsTheyAreAndDoNothing(String text) {
    Parsed page = Parsed.of(HtmlPage.of(everywhere(text)));

    for (String name : List.of("h1", "h2", "title", "footer", "figcaption", "summary", "strong")) {
      assertThat(page.texts(name)).as(name).isNotEmpty().allMatch(text::equals);
    }
    assertThat(page.texts("p")).contains(text).hasSize(4);
    for (String name : List.of("th", "td", "dt", "dd", "span")) {
      assertThat(page.texts(name)).as(name).contains(text);
    }
    assertThat(page.attributes("alt")).contains(text);
    assertThat(page.elements())
        .extracting(Element::getTagName)
        .doesNotContain("script", "iframe", "object", "link", "base", "form");
    assertThat(page.attributeNames()).noneMatch(name -> name.startsWith("on"));
    page.assertSelfContained();
  }

  @Test
  void whatNoPageMayHaveBecomesAReplacement() {
    String page = HtmlPage.of(everywhere("a\u0000b\u001b[31m\ud800c\uffffd\r\u202ee"));

    assertThat(Parsed.of(page).texts("h1"))
        .containsExactly("a\ufffdb\ufffd[31m\ufffdc\ufffdd\ufffd\ufffde");
  }

  @Test
  void theSamePageIsTheSameText() {
    assertThat(HtmlPage.of(everywhere("x"))).isEqualTo(HtmlPage.of(everywhere("x")));
  }
}
