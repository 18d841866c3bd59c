package org.polymeter.gateway.consumers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The form of our SmartGridready description; {@link ConsumerRulesTest} reads meters by it. */
class SmartGridreadyTest {

    private static final String NAMESPACE = "http://www.smartgridready.com/ns/V0/";

    /**
     * Unit of the data points of each functional profile: SGrSpecifications, XMLInstances/FuncProfiles,
     * FP_SGr_Metering_{ActivePowerAC_m_1.1, ActiveEnergyAC_m_1.1, VoltageAC_m_1.0, CurrentAC_m_1.0}.xml and
     * FP_SGr_DeviceInformation_DeviceInformation_m_1.0.xml, read on 2026-11-26.
     */
    private static final Map<String, String> UNITS = Map.of(
            "DeviceInformation", "NONE",
            "ActivePowerAC", "KILOWATTS",
            "ActiveEnergyAC", "KILOWATT_HOURS",
            "VoltageAC", "VOLTS",
            "CurrentAC", "AMPERES");

    @Test
    void elements_stand_where_smartgridready_has_them() throws Exception {
        Map<String, Pattern> order = order();

        check(Eid.read(), order);
    }

    private static void check(Element element, Map<String, Pattern> order) {
        List<Element> children = Eid.children(element);
        assertThat(element.getNamespaceURI()).isEqualTo(NAMESPACE);
        if (children.isEmpty()) {
            return;
        }
        StringBuilder names = new StringBuilder();
        children.forEach(child -> names.append(child.getLocalName()).append(' '));
        Pattern expected = requireNonNull(order.get(element.getLocalName()), element.getLocalName());
        assertThat(names.toString()).as("below " + element.getLocalName()).matches(expected);
        children.forEach(child -> check(child, order));
    }

    @Test
    void data_points_have_the_units_of_their_functional_profiles_and_names_of_their_own() throws Exception {
        Set<String> seen = new HashSet<>();

        assertThat(Eid.dataPoints()).hasSize(28).allSatisfy(point -> {
            String type = point.functionalProfile().replaceFirst("_.*", "");
            assertThat(point.unit()).isEqualTo(UNITS.get(type));
            assertThat(seen.add(point.functionalProfile() + "/" + point.name())).isTrue();
            assertThat(point.query()).as("a plain JMESPath").matches("[a-z_]+(\\.[a-z0-9_]+)?");
        });
    }

    @Test
    void every_parameter_that_is_used_is_declared() throws Exception {
        Element eid = Eid.read();
        Set<String> declared = new HashSet<>();
        for (Element parameter : Eid.children(Eid.children(eid).get(5))) {
            declared.add(Eid.text(parameter, "name"));
        }
        Set<String> used = new HashSet<>();
        Pattern.compile("\\{\\{(\\w+)}}")
                .matcher(eid.getTextContent())
                .results()
                .forEach(use -> used.add(use.group(1)));

        assertThat(used).isEqualTo(declared).hasSize(8);
    }

    /** The children of each element as a pattern of their names, each followed by a blank. */
    private static Map<String, Pattern> order() throws IOException {
        Map<String, Pattern> order = new TreeMap<>();
        try (InputStream in = SmartGridreadyTest.class.getResourceAsStream("eid-elements.txt")) {
            String table = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : table.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] row = line.split(" {2,}", -1);
                    order.put(row[0], Pattern.compile(row[1].replaceAll("(\\w+)([*?]?) ?", "($1 )$2")));
                }
            }
        }
        return order;
    }
}
