package dev.settle.batch.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Builds a page that needs nothing else, piece by piece; whatever comes from outside goes through
 * {@link #escape}.
 */
public final class Html {
  private final StringBuilder out = new StringBuilder();

  private Html() {}

  /** A page up to where its content begins. */
  public static Html page(String title) {
    return new Html()
        .raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        .text(title)
        .raw("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n")
        .raw(style())
        .raw("</style>\n</head>\n<body>\n<main>\n");
  }

  /** The whole page. */
  public String endPage() {
    return raw("</main>\n</body>\n</html>\n").out.toString();
  }

  /** Markup of ours, as it is. */
  public Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** A text from anywhere. */
  public Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** An element around a text from anywhere. */
  public Html element(String tag, String cssClass, String text) {
    out.append('<').append(tag);
    if (!cssClass.isEmpty()) {
      out.append(" class=\"").append(cssClass).append('"');
    }
    out.append('>').append(escape(text)).append("</").append(tag).append('>');
    return this;
  }

  /** A heading in both languages. */
  public Html heading(String chinese, String english) {
    return raw("<h2>").both(english, chinese).raw("</h2>\n");
  }

  /** A name in both languages. */
  public Html both(String english, String chinese) {
    return text(english).raw(" <span lang=\"zh\">").text(chinese).raw("</span>");
  }

  /** A figure that stands out, with its name in both languages and a note. */
  public Html fact(String cssClass, String english, String chinese, String value, String note) {
    return raw("<div class=\"" + cssClass + "\"><span class=\"label\">")
        .both(english, chinese)
        .raw("</span>")
        .element("b", "", value)
        .element("span", "note", note)
        .raw("</div>\n");
  }

  /** Opens a table; of each column its two names, and whether it holds figures. */
  public Html table(List<Column> columns) {
    raw("<table><thead><tr>");
    for (Column column : columns) {
      raw(column.figures() ? "<th class=\"n\">" : "<th>").text(column.english());
      if (!column.chinese().isEmpty()) {
        raw("<span lang=\"zh\">").text(column.chinese()).raw("</span>");
      }
      raw("</th>");
    }
    return raw("</tr></thead><tbody>\n");
  }

  /** Closes a table. */
  public Html endTable() {
    return raw("</tbody></table>\n");
  }

  /** A cell of text. */
  public Html cell(String text) {
    return element("td", "", text);
  }

  /** A cell with a figure. */
  public Html figure(String figure) {
    return element("td", figure.startsWith("-") ? "n minus" : "n", figure);
  }

  /** A cell with an id or a hash. */
  public Html code(String text) {
    return element("td", "code", text);
  }

  private static String style() {
    try (InputStream in = Html.class.getResourceAsStream("/dev/settle/batch/report/report.css")) {
      if (in == null) {
        throw new IllegalStateException("no resource report.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read report.css", e);
    }
  }

  /** Text that is only text in an element and in a quoted attribute. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' && c != '\t' && c != '\n' ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  /**
   * A column.
   *
   * @param english its name
   * @param chinese its name in Chinese
   * @param figures whether it holds figures, which stand on the right
   */
  public record Column(String english, String chinese, boolean figures) {
    /** A column of texts. */
    public static Column text(String english, String chinese) {
      return new Column(english, chinese, false);
    }

    /** A column of figures. */
    public static Column figures(String english, String chinese) {
      return new Column(english, chinese, true);
    }
  }
}
