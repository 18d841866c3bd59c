package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.profile.Topics;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The lines of docs/consumers/telegraf.md against the rules of Telegraf's documentation, because
 * Telegraf cannot be installed here: the pages of the plugins {@code mqtt_consumer} (input) and {@code
 * influxdb} (output), and of the parser {@code xpath} (data format {@code xpath_json}).
 */
class TelegrafTest {

    /** Page "MQTT Consumer Input Plugin", and what "XPath Parser Plugin" adds to any input. */
    private static final Map<String, JsonNodeType> INPUT = Map.of(
            "servers", JsonNodeType.ARRAY,
            "topics", JsonNodeType.ARRAY,
            "topic_tag", JsonNodeType.STRING,
            "qos", JsonNodeType.NUMBER,
            "persistent_session", JsonNodeType.BOOLEAN,
            "client_id", JsonNodeType.STRING,
            "data_format", JsonNodeType.STRING,
            "xpath_native_types", JsonNodeType.BOOLEAN,
            "xpath", JsonNodeType.ARRAY);

    /** Page "XPath Parser Plugin", sub-section {@code xpath}. */
    private static final Map<String, JsonNodeType> XPATH = Map.of(
            "metric_name", JsonNodeType.STRING,
            "timestamp", JsonNodeType.STRING,
            "timestamp_format", JsonNodeType.STRING,
            "field_selection", JsonNodeType.STRING,
            "tags", JsonNodeType.OBJECT);

    /** Page "InfluxDB v1.x Output Plugin". */
    private static final Map<String, JsonNodeType> OUTPUT =
            Map.of("urls", JsonNodeType.ARRAY, "database", JsonNodeType.STRING);

    /** RFC 3339 in the words of Go; its parser takes a fraction behind the seconds, too. */
    private static final String GO_RFC3339 = "2006-01-02T15:04:05Z07:00";

    private final JsonNode config = toml();
    private final JsonNode input = config.path("inputs").path("mqtt_consumer").path(0);
    private final JsonNode xpath = input.path("xpath").path(0);

    @Test
    void every_option_is_documented_and_of_its_type() {
        assertOptions(input, INPUT);
        assertOptions(xpath, XPATH);
        assertOptions(config.path("outputs").path("influxdb").path(0), OUTPUT);
        assertThat(input.path("data_format").asText()).isEqualTo("xpath_json");
        assertThat(input.path("servers").path(0).asText()).matches("(tcp|ssl|ws)://.*:\\d+");
    }

    /** "When using a QoS of 1 or 2, you should enable persistent_session"; "you must also set client_id". */
    @Test
    void what_comes_while_telegraf_is_stopped_is_kept() {
        assertThat(input.path("qos").asInt()).isEqualTo(1);
        assertThat(input.path("persistent_session").asBoolean()).isTrue();
        assertThat(input.path("client_id").asText()).isNotEmpty();
    }

    @Test
    void the_topic_is_that_of_readings() {
        String filter = input.path("topics").path(0).asText();

        assertThat(new Topics("polymeter", "cellar").meter("house", "reading")).matches(filter.replace("+", "[^/]+"));
    }

    @Test
    void a_reading_becomes_one_metric_with_its_time_and_a_field_for_each_value() throws Exception {
        Reading reading = Readings.reading(
                "house",
                Instant.parse("2025-01-14T09:12:35.250Z"),
                "power_w -543, energy_import_kwh 13779.338, tariff 2, breaker connected");
        JsonNode payload = new ObjectMapper().readTree(ProfileJson.reading(reading));
        Document document = document(payload);

        assertThat(evaluate("metric_name", document)).isEqualTo("meter");
        assertThat(evaluate(xpath.path("tags").path("meter"), document)).isEqualTo("house");
        assertThat(xpath.path("timestamp_format").asText()).isEqualTo(GO_RFC3339);
        assertThat(OffsetDateTime.parse(evaluate("timestamp", document)).toInstant())
                .isEqualTo(reading.time());
        assertThat(fields(document))
                .isEqualTo(Map.of(
                        "power_w", "-543",
                        "energy_import_kwh", "13779.338",
                        "tariff", "2",
                        "breaker", "connected"));
    }

    /** "Get native data-types": a JSON number is a float, a JSON string a string; without, all fields are strings. */
    @Test
    void numbers_stay_numbers() throws IOException {
        Reading reading = Readings.reading("house", Instant.EPOCH, "power_w 1, breaker connected");
        JsonNode values =
                new ObjectMapper().readTree(ProfileJson.reading(reading)).path("values");

        assertThat(input.path("xpath_native_types").asBoolean()).isTrue();
        assertThat(values.path("power_w").isNumber()).isTrue();
        assertThat(values.path("breaker").isTextual()).isTrue();
    }

    private static void assertOptions(JsonNode section, Map<String, JsonNodeType> documented) {
        assertThat(section.size()).isPositive();
        section.properties()
                .forEach(option -> assertThat(documented)
                        .containsEntry(option.getKey(), option.getValue().getNodeType()));
    }

    private String evaluate(String option, Document document) throws XPathExpressionException {
        return evaluate(xpath.path(option), document);
    }

    /** "If not specified all relative queries are relative to the root node". */
    private static String evaluate(JsonNode query, Document document) throws XPathExpressionException {
        return paths().evaluate(below(query.asText()), document);
    }

    /** "By default the node name and node content is used if a field-selection is specified." */
    private Map<String, String> fields(Document document) throws XPathExpressionException {
        NodeList nodes = (NodeList)
                paths().evaluate(below(xpath.path("field_selection").asText()), document, XPathConstants.NODESET);
        Map<String, String> fields = new TreeMap<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            fields.put(nodes.item(i).getNodeName(), nodes.item(i).getTextContent());
        }
        return fields;
    }

    /** A DOM has one root element, JSON has none: a path from the root begins one deeper here. */
    private static String below(String path) {
        return path.startsWith("/") ? "/root" + path : path;
    }

    private static XPath paths() {
        return XPathFactory.newInstance().newXPath();
    }

    /** JSON as the parser sees it: members are elements. */
    private static Document document(JsonNode json) throws ParserConfigurationException {
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
        Element root = document.createElement("root");
        document.appendChild(root);
        add(json, root);
        return document;
    }

    private static void add(JsonNode json, Element parent) {
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            Element element = parent.getOwnerDocument().createElement(member.getKey());
            parent.appendChild(element);
            if (member.getValue().isObject()) {
                add(member.getValue(), element);
            } else {
                element.setTextContent(member.getValue().asText());
            }
        }
    }

    private static JsonNode toml() {
        try {
            return new TomlMapper().readTree(Snippets.of("docs/consumers/telegraf.md", "telegraf.conf", "toml"));
        } catch (IOException e) {
            throw new AssertionError("not TOML", e);
        }
    }
}
