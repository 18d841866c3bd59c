package org.polymeter.gateway.spec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.consumers.NodePackages;

/** The files of docs/spec say what the code does. {@code -Dbless=true} writes them anew. */
class SpecificationTest {

    private static final DefaultPrettyPrinter LAYOUT = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final ObjectMapper json = new ObjectMapper();

    static Stream<String> names() {
        return files().keySet().stream();
    }

    static Stream<String> schemas() {
        return Schemas.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_file_is_what_the_code_says(String name) throws IOException {
        Path file = Folder.spec(name);
        String now = print(requireNonNull(files().get(name)));
        if (Boolean.getBoolean("bless")) {
            Files.writeString(file, now);
        } else {
            assertThat(file)
                    .as("run the tests with -Dbless=true to write it anew")
                    .content()
                    .isEqualTo(now);
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void a_schema_is_a_schema(String name) {
        Schema rules = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of(DIALECT));

        assertThat(rules.validate(requireNonNull(Schemas.all().get(name)))).isEmpty();
    }

    @Test
    void the_document_of_topics_obeys_asyncapi() throws IOException {
        Path schema = NodePackages.folder().resolve("@asyncapi/specs/schemas/3.1.0.json");
        Schema rules = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(json.readTree(Files.readString(schema)));
        ObjectNode wrong = AsyncApi.document();
        ((ObjectNode) wrong.at("/operations/sendMeterReading/bindings/mqtt")).put("qos", 3);

        assertThat(rules.validate(AsyncApi.document())).isEmpty();
        assertThat(rules.validate(wrong)).isNotEmpty();
    }

    @Test
    void every_reference_of_the_document_of_topics_leads_somewhere() throws IOException {
        ObjectNode document = AsyncApi.document();
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(reference.substring(1)).isObject()).isTrue();
            } else {
                assertThat(Folder.spec(reference)).exists();
            }
        });
    }

    @Test
    void every_name_of_the_vocabulary_has_one_pattern_and_its_unit() {
        for (Quantity quantity : Vocabulary.standard().quantities()) {
            assertThat(Vocabulary.standard().rows())
                    .as(quantity.name())
                    .filteredOn(row -> quantity.name().matches(VocabularyShapes.pattern(row)))
                    .singleElement()
                    .satisfies(row ->
                            assertThat(row.unit()).isEqualTo(quantity.unit().symbol()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"voltage_l0_v", "voltage_l4_v", "energy_import_t0_kwh", "energy_import_t64_kwh", "power_kw"})
    void names_beside_the_vocabulary_have_no_pattern(String name) {
        assertThat(Vocabulary.standard().named(name)).isNull();
        assertThat(Vocabulary.standard().rows()).noneMatch(row -> name.matches(VocabularyShapes.pattern(row)));
    }

    @Test
    void the_program_carries_the_files() throws IOException {
        List<String> names = Stream.concat(names(), Stream.of("vocabulary.csv")).toList();
        for (String name : names) {
            try (InputStream carried = SpecificationTest.class.getResourceAsStream(name)) {
                assertThat(carried)
                        .as("gateway/pom.xml takes docs/spec for a resource")
                        .isNotNull();
                assertThat(carried).hasContent(Files.readString(Folder.spec(name)));
            }
        }
    }

    private static Map<String, ObjectNode> files() {
        Map<String, ObjectNode> files = new TreeMap<>();
        Schemas.all().forEach((name, schema) -> files.put(Schemas.file(name), schema));
        files.put("asyncapi.json", AsyncApi.document());
        return files;
    }

    private static String print(ObjectNode document) throws JsonProcessingException {
        return new ObjectMapper().writer(LAYOUT).writeValueAsString(document) + "\n";
    }
}
