package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** What the adapters' tests share. */
final class AdapterTests {

    private AdapterTests() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Telegram decoded(Adapter adapter, String topic, String payload) {
        Telegram telegram = new Telegram();
        Outcome outcome = adapter.decode(topic, bytes(payload), telegram);
        if (!(outcome instanceof Outcome.Complete)) {
            throw new AssertionError(outcome);
        }
        return telegram;
    }

    /** {@code 1-0:1.7.0 14.421 kW}, one line per value. */
    static List<String> lines(Telegram telegram) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < telegram.size(); i++) {
            String name = telegram.obis(i).isNone()
                    ? telegram.label(i)
                    : telegram.obis(i).toString();
            lines.add((name + " "
                            + switch (telegram.kind(i)) {
                                case AMOUNT -> telegram.value(i).toPlainString() + " " + telegram.unit(i);
                                case TEXT -> telegram.text(i);
                                case CLOCK -> "" + telegram.localSecond(i);
                            })
                    .trim());
        }
        return lines;
    }
}
