package org.polymeter.gateway.sink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.profile.ProfileJson;

/** The payloads of the gateway's own topics (docs/profile.md, Gateway). */
public final class GatewayJson {

    private GatewayJson() {}

    /**
     * Topic {@code info} of the gateway.
     *
     * @param version of this program
     */
    public static byte[] info(Fact.GatewayDescribed fact, String gateway, String version) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("profile").value(ProfileJson.PROFILE).key("gateway").value(gateway);
        json.key("software").openObject().key("name").value("Polymeter");
        json.key("version").value(version).closeObject();
        json.key("started").time(fact.started());
        json.key("sources").openArray();
        fact.driverBySource()
                .forEach((id, driver) -> json.openObject()
                        .key("id")
                        .value(id)
                        .key("driver")
                        .value(driver)
                        .closeObject());
        json.closeArray().key("meters").openArray();
        fact.meters().forEach(json::value);
        return json.closeArray().closeObject().toBytes();
    }

    /** Topic {@code stats}. */
    public static byte[] stats(Fact.Counted fact, String gateway) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("gateway").value(gateway).key("time").time(fact.time());
        json.key("uptime_s").value(fact.uptimeSeconds());
        json.key("sources").openObject();
        fact.sources().forEach((id, count) -> source(json.key(id), count));
        json.closeObject().key("output").openObject();
        json.key("published").value(fact.output().published());
        json.key("spooled").value(fact.output().spooled());
        json.key("dropped").value(fact.output().dropped());
        json.key("reconnects").value(fact.output().reconnects());
        return json.closeObject().closeObject().toBytes();
    }

    /** Topic {@code test}, and what a URL is sent when somebody tries it. */
    public static byte[] test(Instant now, String gateway) {
        JsonWriter json = new JsonWriter().openObject().key("gateway").value(gateway);
        return json.key("time")
                .timeWithMillis(now)
                .key("test")
                .value(true)
                .closeObject()
                .toBytes();
    }

    /** Topic {@code reject}; without the frame where there is none. */
    public static byte[] reject(Fact.Rejected fact, String gateway) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("gateway").value(gateway).key("source").value(fact.source());
        json.key("received").timeWithMillis(fact.received());
        json.key("protocol").value(fact.protocol()).key("reason").value(fact.reason());
        json.key("detail").value(fact.detail());
        json.key("length").value(fact.length()).key("suppressed").value(fact.suppressed());
        if (fact.frame().length() > 0) {
            byte[] frame = fact.frame().toArray();
            json.key("frame").openObject().key("encoding").value(encoding(frame));
            json.key("data").value(text(frame)).closeObject();
        }
        return json.closeObject().toBytes();
    }

    /** Topic {@code raw}, where it is wanted as JSON. */
    public static byte[] raw(Fact.Raw fact, String gateway) {
        byte[] frame = fact.frame().toArray();
        JsonWriter json = new JsonWriter().openObject();
        json.key("gateway").value(gateway).key("source").value(fact.source());
        json.key("protocol").value(fact.protocol());
        json.key("received").timeWithMillis(fact.received());
        json.key("encrypted").value(fact.encrypted());
        if (!fact.topic().isEmpty()) {
            json.key("topic").value(fact.topic());
        }
        json.key("encoding").value(encoding(frame)).key("frame").value(text(frame));
        return json.closeObject().toBytes();
    }

    private static void source(JsonWriter json, Fact.SourceCount count) {
        json.openObject();
        json.key("frames").value(count.frames()).key("readings").value(count.readings());
        json.key("rejected").openObject();
        count.rejected().forEach((reason, times) -> json.key(reason).value(times));
        json.closeObject();
        if (!count.quarantined().isEmpty()) {
            json.key("quarantined").openObject();
            count.quarantined().forEach((reason, times) -> json.key(reason).value(times));
            json.closeObject();
        }
        count.lastFrame().ifPresent(time -> json.key("last_frame").time(time));
        count.clockSkewMillis().ifPresent(skew -> json.key("clock_skew_ms").value(skew));
        json.closeObject();
    }

    private static String encoding(byte[] frame) {
        return isText(frame) ? "text" : "base64";
    }

    private static String text(byte[] frame) {
        return isText(frame)
                ? new String(frame, StandardCharsets.US_ASCII)
                : Base64.getEncoder().encodeToString(frame);
    }

    private static boolean isText(byte[] frame) {
        for (byte b : frame) {
            if ((b < 0x20 || b > 0x7E) && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }
}
