package org.polymeter.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.polymeter.bench.meter.Aidon;
import org.polymeter.bench.meter.BareList;
import org.polymeter.bench.meter.BlockReadout;
import org.polymeter.bench.meter.Dsmr5;
import org.polymeter.bench.meter.HeatMeter;
import org.polymeter.bench.meter.Linky;
import org.polymeter.bench.meter.Meter;
import org.polymeter.bench.meter.SmlMeter;
import org.polymeter.codec.MeterStream.Link;

/**
 * Streams with which a framer could be made to work in vain: good telegrams, noise, and beginnings
 * without ends, each as long as wanted.
 */
final class Inputs {

    private static final int TELEGRAMS = 32;

    /** Hex, repeated without end: each looks like the beginning of something. */
    private static final Map<String, String> REPEATED = repeated();

    private Inputs() {}

    /** The first bytes of every input, by name. */
    static Map<String, byte[]> of(Link link, int size) {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        inputs.put("telegrams", cycle(new byte[0], telegrams(link), size));
        inputs.put("noise", noise(size));
        REPEATED.forEach((name, hex) ->
                inputs.put(name, cycle(new byte[0], HexFormat.of().parseHex(hex), size)));
        inputs.put("lines", cycle(new byte[0], ascii("/POL5X\r\n"), size));
        inputs.put("open P1", cycle(ascii("/POL5X\r\n\r\n"), ascii("1-0:1.8.0(000001.000*kWh)\r\n"), size));
        inputs.put("open value", cycle(ascii("/POL5X\r\n\r\n1-0:1.8.0("), ascii("("), size));
        inputs.put("open block", cycle(ascii("\u0002"), ascii("1.8.0(000001.000*kWh)\r\n"), size));
        inputs.put("open TIC", cycle(ascii("\u0002"), ascii("\nPAPP 00750 -\r"), size));
        inputs.put("open SML", cycle(HexFormat.of().parseHex("1b1b1b1b01010101"), new byte[] {0x76}, size));
        return inputs;
    }

    private static Map<String, String> repeated() {
        Map<String, String> repeated = new LinkedHashMap<>();
        for (String each : new String[] {"00", "02", "0f", "10", "1b", "2f", "68", "7e", "db", "e0"}) {
            repeated.put("all " + each, each);
        }
        repeated.put("HDLC heads", "7ea7ff");
        repeated.put("HDLC heads that check", "7ea7e241088313");
        repeated.put("M-Bus heads", "68ffff68");
        repeated.put("M-Bus heads with C", "68fafa6853ff");
        repeated.put("SML starts", "1b1b1b1b01010101");
        repeated.put("SML ends", "1b1b1b1b1a000000");
        repeated.put("DLMS lists", "0f00000001000202");
        repeated.put("sealed heads", "db08504f4c0000000001821000200000");
        repeated.put("block heads", "e04000010000820100");
        return repeated;
    }

    private static byte[] telegrams(Link link) {
        Meter meter = switch (link) {
            case AUTO, P1 -> Dsmr5.steady();
            case HDLC -> Aidon.steady();
            case MBUS -> new HeatMeter();
            case SML -> SmlMeter.steady();
            case TIC -> new Linky();
            case READOUT -> new BlockReadout();
            case APDU -> new BareList();
        };
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        meter.samples(TELEGRAMS).forEach(each -> all.writeBytes(each.bytes()));
        return all.toByteArray();
    }

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** A beginning, then a part again and again. */
    private static byte[] cycle(byte[] beginning, byte[] part, int size) {
        byte[] bytes = Arrays.copyOf(beginning, size);
        for (int i = beginning.length; i < size; i++) {
            bytes[i] = part[(i - beginning.length) % part.length];
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
