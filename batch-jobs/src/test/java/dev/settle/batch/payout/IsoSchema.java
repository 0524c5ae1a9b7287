package dev.settle.batch.payout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** ISO's pain.001.001.09.xsd of 14 February 2019, whole, as the artifact hbci4j-core carries it. */
final class IsoSchema {
  private static final Schema PAIN_001_001_09 = read();

  private IsoSchema() {}

  /** The document, when it is valid. */
  static Document valid(byte[] xml) throws IOException, SAXException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
      PAIN_001_001_09.newValidator().validate(new DOMSource(document));
      return document;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Schema read() {
    URL resource = Objects.requireNonNull(IsoSchema.class.getResource("/pain.001.001.09.xsd"));
    try {
      return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(resource);
    } catch (SAXException e) {
      throw new IllegalStateException("the schema does not parse", e);
    }
  }
}
