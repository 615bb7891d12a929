package dev.pinwheel.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A page, read by a parser that takes nothing but well-formed XML. */
public record Parsed(Document document) {
  /** Reads a page; fails if it is not well formed. */
  public static Parsed of(String html) {
    try {
      DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      parser.setErrorHandler(null);
      return new Parsed(parser.parse(new InputSource(new StringReader(html))));
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError("the page is not well formed: " + e.getMessage(), e);
    }
  }

  /** All elements. */
  public List<Element> elements() {
    return elements("*");
  }

  private List<Element> elements(String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> all = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add((Element) found.item(i));
    }
    return all;
  }

  /** What is written in the elements of a name. */
  public List<String> texts(String name) {
    return elements(name).stream().map(Node::getTextContent).toList();
  }

  /** What is written in the section of an anchor. */
  public String section(String id) {
    return elements("section").stream()
        .filter(e -> e.getAttribute("id").equals(id))
        .map(Node::getTextContent)
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no section " + id));
  }

  /** The values of an attribute, wherever it is. */
  public List<String> attributes(String name) {
    return elements().stream()
        .filter(e -> e.hasAttribute(name))
        .map(e -> e.getAttribute(name))
        .toList();
  }

  /** The names of all attributes. */
  public List<String> attributeNames() {
    List<String> names = new ArrayList<>();
    for (Element element : elements()) {
      for (int i = 0; i < element.getAttributes().getLength(); i++) {
        names.add(element.getAttributes().item(i).getNodeName());
      }
    }
    return names;
  }

  /** Requires that nothing outside of the page is referred to. */
  public void assertSelfContained() {
    for (String name : List.of("src", "srcset", "data", "poster", "background", "action")) {
      assertThat(attributes(name))
          .as(name)
          .allMatch(v -> v.matches("data:image/png;base64,[A-Za-z0-9+/=]+"));
    }
    assertThat(attributes("href")).allMatch(v -> v.startsWith("#"));
    assertThat(texts("style")).allMatch(css -> !css.contains("url(") && !css.contains("@import"));
    assertThat(attributes("style")).allMatch(css -> css.matches("--[a-z]+: [0-9.%]+"));
  }
}
