package dev.settle.batch.report;

import java.util.List;

/** Builds a page piece by piece; whatever comes from outside goes through {@link #escape}. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Markup of ours, as it is. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  /** A text from anywhere. */
  Html text(String text) {
    out.append(escape(text));
    return this;
  }

  /** An element around a text from anywhere. */
  Html element(String tag, String cssClass, String text) {
    out.append('<').append(tag);
    if (!cssClass.isEmpty()) {
      out.append(" class=\"").append(cssClass).append('"');
    }
    out.append('>').append(escape(text)).append("</").append(tag).append('>');
    return this;
  }

  /** A heading in both languages. */
  Html heading(String chinese, String english) {
    return raw("<h2>").text(english).raw(" <span lang=\"zh\">").text(chinese).raw("</span></h2>\n");
  }

  /** Opens a table; of each column its two names, and whether it holds figures. */
  Html table(List<Column> columns) {
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
  Html endTable() {
    return raw("</tbody></table>\n");
  }

  /** A cell of text. */
  Html cell(String text) {
    return element("td", "", text);
  }

  /** A cell with a figure. */
  Html figure(String figure) {
    return element("td", figure.startsWith("-") ? "n minus" : "n", figure);
  }

  /** A cell with an id or a hash. */
  Html code(String text) {
    return element("td", "code", text);
  }

  @Override
  public String toString() {
    return out.toString();
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
  record Column(String english, String chinese, boolean figures) {
    static Column text(String english, String chinese) {
      return new Column(english, chinese, false);
    }

    static Column figures(String english, String chinese) {
      return new Column(english, chinese, true);
    }
  }
}
