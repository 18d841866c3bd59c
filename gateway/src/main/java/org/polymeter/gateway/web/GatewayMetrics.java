package org.polymeter.gateway.web;

import java.time.Duration;
import java.util.Map;
import org.polymeter.gateway.sink.Fact;

/** How the gateway itself is, as metrics: the counters of topic {@code stats}, at this moment. */
final class GatewayMetrics {

    private static final String PREFIX = "polymeter_gateway_";
    private static final String SOURCE = "source";

    private final String gateway;
    private final String version;

    GatewayMetrics(String gateway, String version) {
        this.gateway = gateway;
        this.version = version;
    }

    void addTo(Exposition out, Fact.Counted counted) {
        Map<String, String> labels = Exposition.labels("gateway", gateway);
        out.add(
                "polymeter_build_info",
                Exposition.Type.GAUGE,
                "The software",
                Exposition.labels("gateway", gateway, "version", version),
                "1");
        out.add(
                PREFIX + "uptime_seconds",
                Exposition.Type.GAUGE,
                "Time since the start",
                labels,
                "" + counted.uptimeSeconds());
        output(counted.output(), labels, out);
        counted.sources().forEach((source, count) -> source(source, count, counted, out));
    }

    private static void output(Fact.OutputCount count, Map<String, String> labels, Exposition out) {
        counter("published", "Facts that outputs have taken", labels, count.published(), out);
        counter(
                "dropped",
                "Facts that were lost because an output was away for too long",
                labels,
                count.dropped(),
                out);
        counter("reconnects", "Times an output came back", labels, count.reconnects(), out);
        out.add(
                PREFIX + "spooled",
                Exposition.Type.GAUGE,
                "Facts that wait for an output",
                labels,
                "" + count.spooled());
    }

    private static void source(String source, Fact.SourceCount count, Fact.Counted counted, Exposition out) {
        Map<String, String> labels = Exposition.labels(SOURCE, source);
        counter("frames", "Intact frames", labels, count.frames(), out);
        counter("readings", "Readings made of them", labels, count.readings(), out);
        count.rejected()
                .forEach((reason, times) -> counter(
                        "rejected",
                        "What could not be used",
                        Exposition.labels(SOURCE, source, "reason", reason),
                        times,
                        out));
        count.quarantined()
                .forEach((reason, times) -> counter(
                        "quarantined",
                        "Values that cannot be, and were withheld",
                        Exposition.labels(SOURCE, source, "reason", reason),
                        times,
                        out));
        count.lastFrame()
                .ifPresent(last -> out.add(
                        PREFIX + "frame_age_seconds",
                        Exposition.Type.GAUGE,
                        "Time since the last intact frame",
                        labels,
                        MeterMetrics.seconds(Duration.between(last, counted.time()))));
        count.clockSkewMillis()
                .ifPresent(millis -> out.add(
                        PREFIX + "clock_skew_seconds",
                        Exposition.Type.GAUGE,
                        "The meter's clock minus the gateway's",
                        labels,
                        MeterMetrics.seconds(Duration.ofMillis(millis))));
    }

    private static void counter(String what, String help, Map<String, String> labels, long count, Exposition out) {
        out.add(PREFIX + what + "_total", Exposition.Type.COUNTER, help, labels, "" + count);
    }
}
