package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The adapters there are. */
public final class Adapters {

    /** The most particular first: Tasmota's messages have the fewest marks. */
    private static final List<String> NAMES = List.of(
            "whatwatt",
            "whatwatt-flat",
            "homewizard",
            "evn-kaifa",
            "esp-smart-meter",
            "amsreader",
            "rl-dsp",
            "raw",
            "smartmeter-datacollector",
            "tasmota");

    private static final List<Adapter> ALL =
            NAMES.stream().map(Adapters::named).flatMap(Optional::stream).toList();

    private Adapters() {}

    /** For messages that tell people what they may write. */
    public static List<String> names() {
        return NAMES;
    }

    /** By the configuration's word; {@code scs} is short for {@code smartmeter-datacollector}. */
    public static Optional<Adapter> named(String name) {
        return named(name, Map.of());
    }

    /** Without keys. */
    static Optional<Adapter> named(String name, Map<String, String> units) {
        return named(name, units, MeterKeys.NONE);
    }

    /**
     * By the configuration's word.
     *
     * @param units what the source's configuration says of fields, {@code Pi} → {@code W}
     * @param keys of meters whose messages a device passes on as they came
     */
    public static Optional<Adapter> named(String name, Map<String, String> units, MeterKeys keys) {
        return switch (name) {
            case "tasmota" -> Optional.of(new TasmotaAdapter(units));
            case "scs", "smartmeter-datacollector" -> Optional.of(ScsAdapter.collector(units));
            case "rl-dsp" -> Optional.of(ScsAdapter.rlDsp(units));
            case "evn-kaifa" -> Optional.of(new EvnKaifaAdapter(units, keys));
            case "raw" -> Optional.of(new RawAdapter());
            case "esp-smart-meter" -> Optional.of(new EspSmartMeterAdapter());
            case "whatwatt", "whatwatt-flat", "homewizard", "amsreader" -> Optional.of(MappedAdapter.of(name, units));
            default -> Optional.empty();
        };
    }

    /** By what the owner of a device says of its fields. */
    public static Adapter mapped(FieldMapping mapping) {
        return new MappedAdapter(FieldTable.of(mapping));
    }

    /** Which dialect a message is written in; the topic may be empty, the payload anything. */
    public static Optional<Adapter> recognise(String topic, byte[] payload) {
        return ALL.stream()
                .filter(adapter -> adapter.recognises(topic, payload))
                .findFirst();
    }
}
