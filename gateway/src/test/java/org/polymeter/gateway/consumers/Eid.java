package org.polymeter.gateway.consumers;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Our SmartGridready description, as a communicator reads it. */
final class Eid {

    static final String FILE = "docs/consumers/smartgridready/Polymeter.xml";

    /**
     * One data point.
     *
     * @param factor from the number of the message to that of the unit
     */
    record DataPoint(
            String functionalProfile,
            String name,
            String dataType,
            String unit,
            BigDecimal factor,
            String topic,
            String query) {

        /** The topic of a meter under the usual root. */
        String topicOf(String meter) {
            return topic.replace("{{root}}", "polymeter").replace("{{meter_id}}", meter);
        }
    }

    private Eid() {}

    static Element read() throws IOException, ParserConfigurationException, SAXException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory.newDocumentBuilder().parse(Snippets.file(FILE).toFile()).getDocumentElement();
    }

    static List<DataPoint> dataPoints() throws IOException, ParserConfigurationException, SAXException {
        List<DataPoint> points = new ArrayList<>();
        for (Element profile : all(read(), "functionalProfileListElement")) {
            for (Element point : all(profile, "dataPointListElement")) {
                List<Element> factor = all(point, "unitConversionMultiplicator");
                points.add(new DataPoint(
                        text(profile, "functionalProfileName"),
                        text(point, "dataPointName"),
                        children(all(point, "dataType").getFirst()).getFirst().getLocalName(),
                        text(point, "unit"),
                        factor.isEmpty()
                                ? BigDecimal.ONE
                                : new BigDecimal(factor.getFirst().getTextContent()),
                        text(point, "topic"),
                        text(point, "query")));
            }
        }
        return points;
    }

    static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    static String text(Element element, String name) {
        return all(element, name).getFirst().getTextContent();
    }

    private static List<Element> all(Element element, String name) {
        List<Element> all = new ArrayList<>();
        NodeList found = element.getElementsByTagNameNS("*", name);
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }
}
