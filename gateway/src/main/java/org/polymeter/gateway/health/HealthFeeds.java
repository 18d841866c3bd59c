package org.polymeter.gateway.health;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Places;
import org.polymeter.gateway.profile.JsonWriter;

/**
 * {@code /api/app/health/live}: each source and output as it is, and again when it changes (Server-Sent Events). What
 * only counts is sent every few seconds. Nothing is looked at while nobody listens.
 */
final class HealthFeeds {

    /** Clients at once. */
    private static final int MOST = 32;

    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final Duration COUNTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Supplier<List<SourceHealth>> sources;
    private final Supplier<List<OutputHealth>> outputs;
    private final Places places = new Places(MOST);

    HealthFeeds(Supplier<List<SourceHealth>> sources, Supplier<List<OutputHealth>> outputs) {
        this.sources = sources;
        this.outputs = outputs;
    }

    Answer open() {
        return places.answer(out -> new Watch(out).run());
    }

    /** What was sent of one thing: how it was, all of it, and when. */
    private record Sent(String look, String json, long nanos) {}

    /** What one client has been sent. */
    private final class Watch {

        private final OutputStream out;
        private final Map<String, Sent> sent = new HashMap<>();
        private long written = System.nanoTime();

        Watch(OutputStream out) {
            this.out = out;
        }

        void run() throws IOException, InterruptedException {
            while (true) {
                Set<String> there = new HashSet<>();
                for (SourceHealth source : sources.get()) {
                    JsonWriter json = new JsonWriter();
                    HealthJson.write(source, json);
                    send("source", source.source().id(), look(source), json, there);
                }
                for (OutputHealth output : outputs.get()) {
                    JsonWriter json = new JsonWriter();
                    HealthJson.write(output, json);
                    send("output", output.state().id(), look(output), json, there);
                }
                sayGone(there);
                if (System.nanoTime() - written > SILENCE.toNanos()) {
                    write(": \n\n");
                }
                Thread.sleep(GLANCE);
            }
        }

        private void send(String event, String id, String look, JsonWriter json, Set<String> there) throws IOException {
            String key = event + " " + id;
            there.add(key);
            String text = new String(json.toBytes(), StandardCharsets.UTF_8);
            Sent before = sent.get(key);
            boolean counts = before != null
                    && System.nanoTime() - before.nanos >= COUNTING.toNanos()
                    && !before.json.equals(text);
            if (before == null || !before.look.equals(look) || counts) {
                sent.put(key, new Sent(look, text, System.nanoTime()));
                write("event: " + event + "\ndata: " + text + "\n\n");
            }
        }

        /** What was taken out of the configuration. */
        private void sayGone(Set<String> there) throws IOException {
            for (String key : List.copyOf(sent.keySet())) {
                if (!there.contains(key)) {
                    sent.remove(key);
                    String[] words = key.split(" ", 2);
                    JsonWriter json = new JsonWriter().openObject().key("kind").value(words[0]);
                    json.key("id").value(words[1]).closeObject();
                    write("event: gone\ndata: " + new String(json.toBytes(), StandardCharsets.UTF_8) + "\n\n");
                }
            }
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            written = System.nanoTime();
        }
    }

    private static String look(SourceHealth health) {
        return health.word() + " " + health.since() + health.source().state().nextTry()
                + health.trouble().map(HealthFeeds::look).orElse("");
    }

    private static String look(OutputHealth health) {
        return health.state().phase() + " " + health.state().since()
                + health.state().nextTry()
                + health.state().lastDelivered().isPresent()
                + health.trouble().map(HealthFeeds::look).orElse("");
    }

    /** Its detail may count. */
    private static String look(Trouble trouble) {
        return trouble.code();
    }
}
