package org.polymeter.gateway.meters;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.gateway.plugtest.Delivery;
import org.polymeter.gateway.plugtest.MeterFacts;
import org.polymeter.gateway.plugtest.Rhythm;
import org.polymeter.gateway.plugtest.Withheld;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Fact;

/** One meter as {@code /api/app/meter/{id}} has it (docs/web.md). Its number is not in it. */
final class DetailJson {

    private final MeterFacts meter;
    private final Sayings sayings;
    private final Fact.Counted counted;
    private final JsonWriter json = new JsonWriter();

    DetailJson(MeterFacts meter, Sayings sayings, Fact.Counted counted) {
        this.meter = meter;
        this.sayings = sayings;
        this.counted = counted;
    }

    byte[] write() {
        json.openObject().key("meter").value(meter.info().meter());
        json.key("readings").value(meter.readings());
        meter.span().ifPresent(span -> json.key("since").time(span.from()));
        json.key("clock").value(meter.clock().word());
        json.key("identity_scheme").value(meter.info().identityScheme());
        json.key("unverified").value(meter.unverified());
        rhythm(meter.rhythm());
        source();
        json.key("quantities").openObject();
        meter.deliveries().forEach(this::quantity);
        json.closeObject().key("withheld").openArray();
        meter.withheld().forEach(this::withheld);
        return json.closeArray().closeObject().toBytes();
    }

    private void source() {
        String id = meter.info().source();
        json.key("source").openObject().key("id").value(id);
        Fact.SourceCount count = counted.sources().get(id);
        if (count != null) {
            json.key("frames").value(count.frames());
            count.seal().ifPresent(seal -> json.key("seal").value(seal.name().toLowerCase(Locale.ROOT)));
            json.key("rejected").openObject();
            for (Map.Entry<String, Long> reason : count.rejected().entrySet()) {
                json.key(reason.getKey()).value(reason.getValue());
            }
            json.closeObject();
        }
        json.closeObject();
    }

    private void quantity(String name, Delivery delivery) {
        json.key(name).openObject().key("count").value(delivery.count());
        json.key("unit").value(delivery.unit());
        if (!delivery.isText()) {
            json.key("decimals").value(delivery.decimals());
        }
        rhythm(delivery.rhythm());
        delivery.span().ifPresent(span -> {
            number("least", span.least());
            number("most", span.most());
        });
        delivery.obis().ifPresent(this::code);
        if (delivery.isDerived()) {
            json.key("derived").openArray();
            delivery.derivedFrom().forEach(json::value);
            json.closeArray();
        }
        json.closeObject();
    }

    private void code(String obis) {
        json.key("obis").value(obis);
        String parent = meter.info().parent();
        sayings.of(parent == null ? meter.info().meter() : parent, obis).ifPresent(said -> {
            json.key("said").openObject().key("value").value(said.value());
            json.key("unit").value(said.unit()).key("received").timeWithMillis(said.received());
            json.closeObject();
        });
    }

    private void withheld(Withheld withheld) {
        Quarantine.Value value = withheld.value();
        json.openObject().key("quantity").value(value.quantity().name());
        number("value", value.value());
        json.key("reason").value(value.reason().name().toLowerCase(Locale.ROOT));
        number("least", value.least());
        number("most", value.most());
        json.key("received").timeWithMillis(withheld.when()).closeObject();
    }

    private void rhythm(Rhythm rhythm) {
        rhythm.median().ifPresent(median -> seconds("interval_s", median));
        rhythm.worst().ifPresent(worst -> seconds("interval_worst_s", worst));
    }

    private void number(String key, BigDecimal number) {
        json.key(key).number(number.toPlainString());
    }

    private void seconds(String key, Duration time) {
        json.key(key).value(time.toMillis(), 3);
    }
}
