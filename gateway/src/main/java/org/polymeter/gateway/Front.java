package org.polymeter.gateway;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.app.AppPages;
import org.polymeter.gateway.bill.BillPages;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.insight.Tariffs;

/** What people meet at the http output: who may do what, and the pages beside those of readings. */
final class Front {

    private Front() {}

    static Gate gate() {
        return Gate.OPEN;
    }

    /** {@code history}: empty if none is kept. */
    static List<Pages> pages(Optional<History> history, Tariffs tariffs, InstantSource clock) {
        return List.of(
                routes -> routes.add(
                        Method.GET,
                        "/api/app/session",
                        Right.NONE,
                        call -> Answer.Document.json("{\"right\":\"CHANGE\"}".getBytes(StandardCharsets.UTF_8))),
                new AppPages(history.isPresent(), !tariffs.all().isEmpty()),
                new BillPages(history, tariffs, clock));
    }
}
