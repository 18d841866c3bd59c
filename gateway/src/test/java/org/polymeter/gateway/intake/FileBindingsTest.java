package org.polymeter.gateway.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.reading.Identity;
import org.polymeter.codec.reading.MeterInfo.Detail;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;

class FileBindingsTest {

    @TempDir
    Path folder = Path.of("");

    private Path file() {
        return folder.resolve("data").resolve("bindings.properties");
    }

    @Test
    void a_binding_survives() throws IOException {
        Identity meter = new Identity("ldn", "LGZ 1", Obis.parse("0-0:42.0.0"));
        new FileBindings(file()).bind("gplug/gPlug 10", meter);
        assertThat(new FileBindings(file()).of("gplug/gPlug 10")).contains(meter);
        assertThat(new FileBindings(file()).of("other")).isEmpty();
    }

    @Test
    void a_sender_without_a_code_survives_too() throws IOException {
        Identity meter = new Identity("mbus", "KAM-12345678-1B-04", Obis.NONE);
        new FileBindings(file()).bind("heat", meter);
        assertThat(new FileBindings(file()).of("heat")).contains(meter);
    }

    @Test
    void what_a_meter_sends_survives() throws IOException {
        Vocabulary words = Vocabulary.standard();
        SortedMap<Quantity, Detail> quantities = new TreeMap<>();
        quantities.put(
                requireNonNull(words.named("power_w")),
                new Detail("W", 0, null, List.of("power_import_w", "power_export_w")));
        quantities.put(requireNonNull(words.named("breaker")), new Detail("", -1, "0-0:96.3.10", List.of()));
        quantities.put(
                words.unmapped(Obis.parse("1-0:94.7.3"), Quantity.Kind.GAUGE),
                new Detail("V", 1, "1-0:94.7.3", List.of()));

        new FileBindings(file()).learn("house", quantities);
        assertThat(new FileBindings(file()).quantities("house")).isEqualTo(quantities);
        assertThat(new FileBindings(file()).quantities("hou")).isEmpty();
    }

    @Test
    void only_the_owner_may_read_it() throws IOException {
        new FileBindings(file()).bind("p1", new Identity("dsmr", "E1", Obis.parse("0-0:96.1.1")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void lines_that_somebody_damaged_are_passed_over() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "wire/p1 = nonsense\nmeter/m/power_w = gauge x W - -\nmeter/m/tariff = state\n");
        FileBindings bindings = new FileBindings(file());
        assertThat(bindings.of("p1")).isEmpty();
        assertThat(bindings.quantities("m")).isEmpty();
    }
}
