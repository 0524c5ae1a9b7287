package dev.settle.batch.statement.camt;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.exc.WstxLazyException;
import com.ctc.wstx.stax.WstxInputFactory;
import dev.settle.batch.statement.StatementDamagedException;
import dev.settle.batch.statement.StatementRefusedException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks the elements of an XML document from outside, top down, in constant memory. A document
 * type, an entity of its own, an inclusion and anything beyond the limits is refused before it is
 * looked at: nothing is ever resolved. Comments are passed over.
 *
 * <p>A caller that stands in an element takes its children with {@link #nextChild()} until that
 * says no, and consumes each: by {@link #text()}, by {@link #skip()}, or by taking its children in
 * turn.
 */
final class XmlCursor {
  private static final int DEPTH_MAX = 48;
  private static final int ATTRIBUTES_MAX = 16;
  private static final int ATTRIBUTE_CHARACTERS_MAX = 4 * 1024;
  private static final int TEXT_CHARACTERS_MAX = 8 * 1024;
  private static final int INSTRUCTIONS_MAX = 8;
  private static final int NAMES_MAX = 2_000;
  private static final int ENVELOPE_ELEMENTS_MAX = 500;
  private static final String DOCUMENT = "Document";
  private static final String XINCLUDE = "http://www.w3.org/2001/XInclude";

  private final XMLStreamReader reader;
  private final Set<String> names = new HashSet<>();
  private @Nullable String home;
  private int instructions;

  /** A cursor before the root element. */
  XmlCursor(XmlText text) throws IOException, StatementRefusedException {
    try {
      reader = factory().createXMLStreamReader(text);
    } catch (XMLStreamException e) {
      throw refusal(e, e.getLocation());
    }
  }

  private static XMLInputFactory factory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEPTH_MAX);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ATTRIBUTES_MAX);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ATTRIBUTE_CHARACTERS_MAX);
    factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, 1);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("the document refers to " + systemId);
        });
    return factory;
  }

  /**
   * Moves to the next child of the element that the cursor stands in, or from the start to the
   * root; false at the element's end. Children are of the root's namespace: only what is passed
   * over may hold others.
   */
  boolean nextChild() throws IOException, StatementRefusedException {
    while (true) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        requireHome();
        return true;
      }
      if (event == XMLStreamConstants.END_ELEMENT) {
        return false;
      }
      boolean text = event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
      if (text && !isBlank()) {
        throw refused(null, "text stands where only elements may");
      }
    }
  }

  /**
   * Moves from the start to the document: the root, or, when that is an envelope, the first element
   * in it that is called so. Where there is none the cursor is at the root. What stands before it,
   * as the header of a network, is not looked at.
   */
  void document() throws IOException, StatementRefusedException {
    nextChild();
    String root = name();
    String rootNamespace = namespace();
    int rootLine = line();
    for (int elements = 0; !name().equals(DOCUMENT); elements++) {
      int event = next();
      while (event != XMLStreamConstants.START_ELEMENT
          && event != XMLStreamConstants.END_DOCUMENT) {
        event = next();
      }
      if (event == XMLStreamConstants.END_DOCUMENT || elements == ENVELOPE_ELEMENTS_MAX) {
        throw new StatementRefusedException(
            rootLine,
            null,
            "<%s> of namespace '%s' is no bank statement, and holds no <Document>"
                .formatted(CamtReader.shown(root), CamtReader.shown(rootNamespace)));
      }
    }
    home = namespace();
  }

  private void requireHome() throws StatementRefusedException {
    if (home == null) {
      home = namespace();
    }
    if (!home.equals(namespace())) {
      throw refused(null, "<%s> is of another namespace than the document".formatted(name()));
    }
  }

  /** Reads to the end of the file: of an envelope all that it may hold is a signature. */
  void end() throws IOException, StatementRefusedException {
    int event = next();
    while (event != XMLStreamConstants.END_DOCUMENT) {
      if (event == XMLStreamConstants.START_ELEMENT && name().equals(DOCUMENT)) {
        throw refused(null, "a second <Document> in one envelope: give one at a time");
      }
      event = next();
    }
  }

  /** Local name of the element that the cursor is at. */
  String name() {
    return reader.getLocalName();
  }

  /** Namespace of the element that the cursor is at; empty when it has none. */
  String namespace() {
    return Objects.requireNonNullElse(reader.getNamespaceURI(), "");
  }

  /** An attribute of the element that the cursor is at. */
  @Nullable String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  /** Line of what the cursor is at, from 1. */
  int line() {
    return reader.getLocation().getLineNumber();
  }

  /**
   * Text of the element that the cursor is at, without blanks around it; moves to its end.
   *
   * @throws StatementRefusedException when it has children, or more text than any field
   */
  String text() throws IOException, StatementRefusedException {
    String name = name();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (next()) {
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString().strip();
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            append(text, name);
        case XMLStreamConstants.START_ELEMENT ->
            throw refused(name, "holds element " + name() + " where text belongs");
        default -> {
          // a comment within the text
        }
      }
    }
  }

  /**
   * Text of the element that the cursor is at, or of its only child, as newer versions put a code
   * into an element of its own; moves to its end.
   */
  String textOrOnlyChild() throws IOException, StatementRefusedException {
    String name = name();
    StringBuilder text = new StringBuilder();
    String nested = null;
    while (true) {
      switch (next()) {
        case XMLStreamConstants.END_ELEMENT -> {
          return nested == null ? text.toString().strip() : nested;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            append(text, name);
        case XMLStreamConstants.START_ELEMENT -> {
          requireHome();
          if (nested != null) {
            throw refused(name, "holds more than one code");
          }
          nested = text();
        }
        default -> {
          // a comment within the text
        }
      }
    }
  }

  /** Passes over the element that the cursor is at, with all that is in it. */
  void skip() throws IOException, StatementRefusedException {
    int depth = 1;
    while (depth > 0) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /** A refusal at the place of the cursor. */
  StatementRefusedException refused(@Nullable String field, String cause) {
    return new StatementRefusedException(
        line(), field, "at column " + reader.getLocation().getColumnNumber() + ": " + cause);
  }

  private int next() throws IOException, StatementRefusedException {
    int event;
    try {
      if (!reader.hasNext()) {
        throw refused(null, "the document has no such end");
      }
      event = reader.next();
    } catch (XMLStreamException e) {
      throw refused(e);
    }
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> requireHarmless();
      case XMLStreamConstants.DTD ->
          throw refused(
              null, "a document type (DOCTYPE): statements have none, and it is not read");
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw refused(null, "an entity of the document's own: it is not resolved");
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
        if (++instructions > INSTRUCTIONS_MAX) {
          throw refused(null, "more than " + INSTRUCTIONS_MAX + " processing instructions");
        }
      }
      default -> {
        // text, comment or an end
      }
    }
    return event;
  }

  /** Names are kept by the parser, so that a document of ever new ones would fill the memory. */
  private void requireHarmless() throws StatementRefusedException {
    if (XINCLUDE.equals(reader.getNamespaceURI())) {
      throw refused(null, "an XInclude: it is not resolved");
    }
    names.add(reader.getLocalName());
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      names.add(reader.getAttributeLocalName(i));
    }
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      names.add(String.valueOf(reader.getNamespacePrefix(i)));
      names.add(String.valueOf(reader.getNamespaceURI(i)));
    }
    if (names.size() > NAMES_MAX) {
      throw refused(null, "more than " + NAMES_MAX + " different names: not a statement");
    }
  }

  private void append(StringBuilder text, String name)
      throws IOException, StatementRefusedException {
    text.append(characters());
    if (text.length() > TEXT_CHARACTERS_MAX) {
      throw refused(name, "longer than " + TEXT_CHARACTERS_MAX + " characters");
    }
  }

  private boolean isBlank() throws IOException, StatementRefusedException {
    return characters().isBlank();
  }

  private String characters() throws IOException, StatementRefusedException {
    try {
      return reader.getText();
    } catch (WstxLazyException e) {
      if (e.getCause() instanceof XMLStreamException cause) {
        throw refused(cause);
      }
      throw e;
    }
  }

  private StatementRefusedException refused(XMLStreamException e) throws IOException {
    Location at = e.getLocation();
    return refusal(e, at == null || at.getLineNumber() < 1 ? reader.getLocation() : at);
  }

  /** What the parser found; a refusal of {@link XmlText} and a failure of the disk as they were. */
  private static StatementRefusedException refusal(XMLStreamException e, @Nullable Location at)
      throws IOException {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatementDamagedException damaged) {
        return new StatementRefusedException(String.valueOf(damaged.getMessage()), damaged);
      }
      if (cause instanceof IOException io) {
        throw io;
      }
    }
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf("\n at [");
    String cause = (end < 0 ? message : message.substring(0, end)).replaceAll("\\s+", " ");
    int line = at == null ? 0 : at.getLineNumber();
    int column = at == null ? 0 : at.getColumnNumber();
    return new StatementRefusedException(
        line, null, "at column " + column + ": not well-formed XML: " + shortened(cause));
  }

  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
