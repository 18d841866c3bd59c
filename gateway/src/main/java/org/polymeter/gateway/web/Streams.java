package org.polymeter.gateway.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Page;
import org.polymeter.gateway.http.Places;
import org.polymeter.gateway.mqtt.TopicFilter;

/** {@code /api/1/stream}: everything that is published, as it comes, filtered by topic. */
final class Streams implements Page {

    /**
     * Clients at once: each costs a connection, and up to a few hundred kilobytes while it is slow. A page that was left
     * keeps its place until two signs of life could not be delivered.
     */
    static final int MOST = 64;

    private static final int MOST_FILTERS = 32;
    private static final String EXAMPLE = "such as /api/1/stream?topic=meter/+/reading";

    /** Proxies and browsers take a connection that is silent for a minute for dead. */
    static final Duration SILENCE = Duration.ofSeconds(15);

    private final Messages messages;
    private final Board board;
    private final Duration silence;
    private final Places places = new Places(MOST);
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    Streams(Messages messages, Board board, Duration silence) {
        this.messages = messages;
        this.board = board;
        this.silence = silence;
    }

    @Override
    public Answer answer(Call call) {
        List<String> filters = call.parameters("topic");
        if (filters.isEmpty()) {
            return Answer.Problem.badRequest("Say what you want to hear by one or more 'topic', " + EXAMPLE + ".");
        }
        if (filters.size() > MOST_FILTERS) {
            return Answer.Problem.badRequest("More than " + MOST_FILTERS + " 'topic': use wildcards, " + EXAMPLE + ".");
        }
        for (String filter : filters) {
            if (!TopicFilter.isSound(filter)) {
                return Answer.Problem.badRequest("'" + filter + "' is no MQTT topic filter: '+' stands for one whole"
                        + " level, '#' for all that follow; " + EXAMPLE + ".");
            }
        }
        return places.answer(out -> serve(new EventStream(filters, messages, board, silence), out));
    }

    private void serve(EventStream stream, OutputStream out) throws IOException, InterruptedException {
        open.add(stream);
        try {
            stream.writeTo(out);
        } finally {
            open.remove(stream);
        }
    }

    /** Ends all that are open. */
    void end() {
        open.forEach(EventStream::end);
    }
}
