package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.mbus.MbusWriter;

/** A heat meter on a wired M-Bus, answering a master that asks every ten seconds. */
final class HeatMeter implements SimulatedMeter {

    private static final int VERSION = 1;
    private static final int HEAT = 4;
    private static final int ADDRESS = 1;

    private static final int KILOWATT_HOURS = 0x06;
    private static final int TEN_LITRES = 0x14;
    private static final int HUNDRED_WATTS = 0x2D;
    private static final int LITRES_PER_HOUR = 0x3B;
    private static final int CENTIDEGREES_FLOW = 0x59;
    private static final int CENTIDEGREES_RETURN = 0x5D;
    private static final int CENTIKELVIN = 0x61;

    private final LocalClock clock = LocalClock.of("Europe/Vienna");
    private final String identification;
    private int access;

    /** {@code identification}: eight digits. */
    HeatMeter(String identification) {
        this.identification = identification;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Utterance say(Moment moment) {
        long flow = 6500 + moment.importWatts() / 20;
        long back = 4200 + moment.importWatts() / 40;
        long tensOfLitres = moment.waterLitres() / 10;
        long hectowatts = moment.importWatts() / 100;
        long litresPerHour = moment.importWatts() / 10;
        byte[] answer = new MbusWriter("POL", identification, VERSION, HEAT)
                .access(access++ & 0xFF)
                .time(clock.at(moment.time()))
                .integer(4, moment.heatKilowattHours(), KILOWATT_HOURS)
                .integer(4, tensOfLitres, TEN_LITRES)
                .integer(2, hectowatts, HUNDRED_WATTS)
                .integer(2, litresPerHour, LITRES_PER_HOUR)
                .integer(2, flow, CENTIDEGREES_FLOW)
                .integer(2, back, CENTIDEGREES_RETURN)
                .integer(2, flow - back, CENTIKELVIN)
                .answer(ADDRESS);
        Figures truth = new Figures()
                .put("heat_energy_kwh", moment.heatKilowattHours(), 0)
                .put("volume_m3", tensOfLitres, 2)
                .put("heat_power_w", hectowatts * 100, 0)
                .put("flow_m3h", litresPerHour, 3)
                .put("flow_temperature_c", flow, 2)
                .put("return_temperature_c", back, 2)
                .put("temperature_difference_k", flow - back, 2);
        String meter = "pol-%s-%02x-%02x".formatted(identification, VERSION, HEAT);
        return new Utterance(answer, List.of(truth.of(meter.toLowerCase(Locale.ROOT))));
    }
}
