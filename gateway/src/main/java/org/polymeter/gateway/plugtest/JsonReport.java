package org.polymeter.gateway.plugtest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.polymeter.gateway.profile.JsonWriter;

/** The report for programs. */
public final class JsonReport {

    private final Plugtest test;
    private final Serials serials;
    private final JsonWriter json = new JsonWriter();

    private JsonReport(Plugtest test, Serials serials) {
        this.test = test;
        this.serials = serials;
    }

    public static String of(Plugtest test, Serials serials) {
        return new JsonReport(test, serials).write();
    }

    private String write() {
        json.openObject().key("time").time(test.observations().when());
        test.observations().listened().ifPresent(time -> seconds("listened_s", time));
        json.key("deviations").value(test.deviationCount());
        json.key("meters").openArray();
        test.judgements().forEach(this::meter);
        json.closeArray().key("sources").openArray();
        test.observations().sources().values().forEach(this::source);
        json.closeArray().closeObject();
        return new String(json.toBytes(), StandardCharsets.UTF_8) + "\n";
    }

    private void meter(Judgement judgement) {
        MeterFacts meter = judgement.meter();
        json.openObject().key("label").value(meter.label());
        json.key("source").value(judgement.source().id());
        json.key("medium").value(meter.info().medium());
        judgement
                .list()
                .ifPresent(list ->
                        json.key("list").value(list.name()).key("list_title").value(list.title()));
        if (meter.isSubMeter()) {
            json.key("sub").value(true);
        }
        json.key("model").value(Wording.model(meter, serials));
        json.key("protocol").value(meter.info().protocol());
        String version = meter.info().protocolVersion();
        if (version != null) {
            json.key("protocol_version").value(version);
        }
        json.key("clock").value(meter.clock().word());
        json.key("identity").value(Wording.identity(meter, serials));
        json.key("identity_scheme").value(meter.info().identityScheme());
        json.key("readings").value(meter.readings()).key("unverified").value(meter.unverified());
        json.key("clock_doubted").value(meter.doubted());
        rhythm(meter.rhythm());
        texts("deviations", judgement.deviations());
        texts("remarks", judgement.remarks());
        findings("faults", judgement.faults());
        findings("notes", judgement.notes());
        json.key("quantities").openObject();
        judgement.marks().forEach((name, mark) -> quantity(name, mark, judgement));
        json.closeObject().closeObject();
    }

    private void quantity(String name, Mark mark, Judgement judgement) {
        json.key(name).openObject().key("mark").value(word(mark));
        judgement.expectation(name).ifPresent(this::expectation);
        Delivery delivery = judgement.meter().deliveries().get(name);
        if (delivery != null) {
            json.key("value").value(serials.value(delivery));
            json.key("unit").value(delivery.unit());
            if (!delivery.isText()) {
                json.key("decimals").value(delivery.decimals());
            }
            delivery.obis().ifPresent(obis -> json.key("obis").value(obis));
            if (delivery.isDerived()) {
                texts("derived", delivery.derivedFrom());
            }
            json.key("count").value(delivery.count());
            rhythm(delivery.rhythm());
        }
        json.closeObject();
    }

    private void expectation(Expectation expectation) {
        json.key("expected").openObject().key("required").value(expectation.required());
        if (!expectation.interval().isZero()) {
            seconds("interval_s", expectation.interval());
        }
        json.closeObject();
    }

    private void source(SourceFacts source) {
        json.openObject().key("id").value(source.id()).key("frames").value(source.frames());
        source.seal().ifPresent(seal -> json.key("seal").value(seal.name().toLowerCase(Locale.ROOT)));
        source.skew().ifPresent(skew -> seconds("clock_skew_s", skew));
        json.key("rejected").openObject();
        for (Map.Entry<String, Long> reason : source.rejected().entrySet()) {
            json.key(reason.getKey()).value(reason.getValue());
        }
        json.closeObject().key("cut_at_start").value(source.cutAtStart());
        if (!source.why().isEmpty()) {
            json.key("last_rejection").value(serials.within(source.why()));
        }
        findings("faults", test.faults(source));
        json.closeObject();
    }

    private void rhythm(Rhythm rhythm) {
        rhythm.median().ifPresent(median -> seconds("interval_s", median));
        rhythm.worst().ifPresent(worst -> seconds("interval_worst_s", worst));
    }

    private void seconds(String key, Duration time) {
        json.key(key).value(time.toMillis(), 3);
    }

    private void findings(String key, List<Finding> findings) {
        json.key(key);
        new FindingJson(json, serials).write(findings);
    }

    private void texts(String key, List<String> texts) {
        json.key(key).openArray();
        texts.forEach(json::value);
        json.closeArray();
    }

    private static String word(Mark mark) {
        return mark.name().toLowerCase(Locale.ROOT);
    }
}
