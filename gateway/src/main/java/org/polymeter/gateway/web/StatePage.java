package org.polymeter.gateway.web;

import java.util.Set;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Page;
import org.polymeter.gateway.profile.JsonWriter;

/**
 * {@code /api/app/state}: what {@link Streams} begins with, as one document. A browser can ask for it before the app
 * is there, and so shows values a round trip earlier.
 */
final class StatePage implements Page {

    private static final Set<String> SORTS = Set.of("info", "status", "state");

    private final Board board;
    private final Messages messages;

    StatePage(Board board, Messages messages) {
        this.board = board;
        this.messages = messages;
    }

    @Override
    public Answer answer(Call call) {
        JsonWriter json = new JsonWriter().openArray();
        for (Message message : messages.of(board.state())) {
            if (SORTS.contains(message.sort())) {
                message.addTo(json);
            }
        }
        return Answer.Document.json(json.closeArray().toBytes());
    }
}
