package org.polymeter.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Norwegian meter behind an amsreader: its JSON, with the box's own clock in UTC. */
final class AmsReader implements SimulatedMeter {

    private final String number;

    AmsReader(String number) {
        this.number = number;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Utterance say(Moment moment) {
        Figures truth = new Figures().powers(moment).energies(moment);
        List<String> data = new ArrayList<>();
        data.add("\"lv\":\"KFM_001\",\"meterId\":\"" + number + "\",\"type\":\"MA304H3E\"");
        data.add("\"P\":" + moment.importWatts());
        data.add("\"PO\":" + moment.exportWatts());
        for (int n = 0; n < 3; n++) {
            long amperes = moment.centiamperes().get(n);
            long volts = moment.decivolts().get(n) * 10;
            data.add("\"I" + (n + 1) + "\":" + Decimals.text(amperes, 2));
            data.add("\"U" + (n + 1) + "\":" + Decimals.text(volts, 2));
            truth.phase("current_l%d_a", n, amperes, 2).phase("voltage_l%d_v", n, volts, 2);
        }
        data.add("\"tPI\":" + Decimals.text(moment.totalImportWattHours(), 3));
        data.add("\"tPO\":" + Decimals.text(moment.totalExportWattHours(), 3));
        long second = moment.time().getEpochSecond();
        String json = "{\"id\":\"AMS-de30\",\"name\":\"demo\",\"up\":" + second % 1_000_000 + ",\"t\":" + second
                + ",\"vcc\":3.3,\"rssi\":-60,\"temp\":20.0,\"data\":{" + String.join(",", data)
                + "},\"realtime\":{\"h\":0.1,\"d\":1.2,\"t\":5,\"x\":1.3,\"he\":0.0,\"de\":0.0}}";
        return new Utterance(json.getBytes(StandardCharsets.UTF_8), List.of(truth.of(number)));
    }
}
