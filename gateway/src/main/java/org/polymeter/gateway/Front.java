package org.polymeter.gateway;

import java.util.List;
import org.polymeter.gateway.app.AppPages;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.Pages;

/** What people meet at the http output: who may do what, and the pages beside those of readings. */
final class Front {

    private Front() {}

    static Gate gate() {
        return Gate.OPEN;
    }

    static List<Pages> pages() {
        return List.of(new AppPages());
    }
}
