package org.polymeter.gateway.homeassistant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.gateway.profile.Positions;
import org.polymeter.gateway.profile.Titles;
import org.polymeter.gateway.profile.Topics;

/** From what is known of meters and gateway to the devices that Home Assistant shows. */
final class Devices {

    /** The types of the profile's events (docs/profile.md, Events). */
    static final List<String> EVENT_TYPES = List.of(
            "power_failure",
            "tariff_changed",
            "breaker_changed",
            "valve_changed",
            "message",
            "register_reset",
            "meter_replaced",
            "alarm");

    /** Values for which no name of the profile is known (docs/profile.md, Vocabulary). */
    private static final String UNMAPPED = "x_";

    private static final String ALL_REJECTED = "{% set all = namespace(count=0) %}"
            + "{% for source in value_json.sources.values() %}{% for count in source.rejected.values() %}"
            + "{% set all.count = all.count + count %}{% endfor %}{% endfor %}{{ all.count }}";

    private final DiscoverySettings settings;
    private final Topics topics;

    Devices(DiscoverySettings settings) {
        this.settings = settings;
        this.topics = settings.topics();
    }

    /** A meter; one that is read through another one hangs below it, the others below the gateway. */
    Device meter(MeterInfo info) {
        String parent = info.parent();
        return Device.of(info.meter(), availability(info.meter()), components(info))
                .about("ids", meterId(info.meter()))
                .about("name", Titles.of(info))
                .about("mf", info.manufacturer())
                .about("mdl", info.model())
                .about("sw", info.firmware())
                .about("sn", settings.hashed() ? null : info.identityValue())
                .about("via_device", parent == null ? above() : meterId(parent));
    }

    /** In a group, a meter may be there without this gateway. */
    private List<String> availability(String meter) {
        String own = topics.meter(meter, "status");
        return settings.grouped() ? List.of(own) : List.of(topics.own("status"), own);
    }

    private @Nullable String above() {
        return settings.grouped() ? null : gatewayId();
    }

    /** The gateway itself; it has no availability, for whether it is there is what it tells. */
    Device gateway() {
        String gateway = topics.gateway();
        String ids = "polymeter_gateway_" + gateway;
        Component connected = Component.of(
                        "status", "binary_sensor", "Connected", ids + "_status", topics.own("status"))
                .with("payload_on", "online")
                .with("payload_off", "offline")
                .with("device_class", "connectivity")
                .with("entity_category", "diagnostic");
        Component rejected = Component.of(
                        "rejected", "sensor", "Rejected frames", ids + "_rejected", topics.own("stats"))
                .with("value_template", ALL_REJECTED)
                .with("state_class", "total_increasing")
                .with("entity_category", "diagnostic")
                .with("availability", List.of(Map.of("topic", topics.own("status"))));
        return Device.of("gateway-" + gateway, List.of(), List.of(connected, rejected))
                .about("ids", gatewayId())
                .about("name", "Polymeter " + gateway)
                .about("mf", "Polymeter")
                .about("sw", settings.version());
    }

    private List<Component> components(MeterInfo info) {
        List<Component> components = new ArrayList<>();
        info.quantities().forEach((quantity, detail) -> {
            if (!quantity.name().startsWith(UNMAPPED)) {
                components.add(sensor(info, quantity, detail));
            }
        });
        components.add(
                Component.of("event", "event", "Event", unique(info, "event"), topics.meter(info.meter(), "event"))
                        .with("default_entity_id", "event." + slug(info) + "_event")
                        .with("event_types", EVENT_TYPES));
        return components;
    }

    private Component sensor(MeterInfo info, Quantity quantity, MeterInfo.Detail detail) {
        String name = quantity.name();
        SensorClass kind = SensorClass.of(quantity, info.medium());
        Component sensor = Component.of(
                        name, "sensor", Titles.of(quantity), unique(info, name), topics.value(info.meter(), name))
                .with("default_entity_id", "sensor." + slug(info) + "_" + name)
                .with("device_class", kind.deviceClass())
                .with("unit_of_measurement", quantity.unit().symbol())
                .with("state_class", kind.stateClass());
        if (quantity.kind().isNumber() && detail.decimals() >= 0) {
            sensor.with("suggested_display_precision", detail.decimals());
        }
        if (Positions.areValuesOf(quantity)) {
            sensor.with("options", Positions.ALL);
        }
        if (SensorClass.isDiagnostic(quantity)) {
            sensor.with("entity_category", "diagnostic");
        }
        if (!SensorClass.isWanted(quantity)) {
            sensor.with("enabled_by_default", false);
        }
        if (settings.expiry().isPositive()) {
            sensor.with("expire_after", (int) settings.expiry().toSeconds());
        }
        return sensor;
    }

    private static String unique(MeterInfo info, String key) {
        return "polymeter_" + info.meter() + "_" + key;
    }

    private static String meterId(String meter) {
        return "polymeter-" + meter;
    }

    /** Not as a meter's: one may be called as the gateway is. */
    private String gatewayId() {
        return "polymeter-gateway-" + topics.gateway();
    }

    private static String slug(MeterInfo info) {
        String name = info.name();
        String slug = name == null ? "" : Slug.of(name);
        return slug.isEmpty() ? Slug.of(info.meter()) : slug;
    }
}
