package dev.pinwheel.report.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page as HTML that is also well-formed XML. Texts are escaped by where they stand; characters
 * that no page may have become U+FFFD.
 */
public final class HtmlPage {
  private static final String TEMPLATES = "dev.pinwheel.report.page.compiled";

  /**
   * What XML forbids (control characters, halves of pairs, two that are no characters), and what
   * makes a browser write backwards.
   */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "[^\\t\\n\\x20-\\x7E\\x{A0}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]"
              + "|[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

  private HtmlPage() {}

  /**
   * Writes a page down.
   *
   * @param page the page
   * @return HTML; the same page gives the same text
   */
  public static String of(Page page) {
    TemplateEngine engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlPage.class.getClassLoader(), TEMPLATES);
    StringOutput output = new StringOutput(1 << 20);
    engine.render("page.jte", Map.of("page", page, "style", style()), output);
    return FORBIDDEN.matcher(output.toString()).replaceAll("\uFFFD");
  }

  private static String style() {
    try (InputStream sheet = HtmlPage.class.getResourceAsStream("page.css")) {
      return new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
