package org.polymeter.gateway.plugtest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.polymeter.codec.bytes.Crc16;

/** Telegrams of Dutch meters, as text, with a checksum. */
final class P1 {

    /** All that DSMR 5.0.2 asks of a meter with one phase; {@code @@} are the seconds. */
    private static final List<String> COMPLETE = List.of(
            "1-3:0.2.8(50)",
            "0-0:1.0.0(2501140957@@W)",
            "0-0:96.1.1(4530303331303033323632393334333135)",
            "1-0:1.8.1(013779.338*kWh)",
            "1-0:1.8.2(000442.020*kWh)",
            "1-0:2.8.1(000000.000*kWh)",
            "1-0:2.8.2(000000.000*kWh)",
            "0-0:96.14.0(0002)",
            "1-0:1.7.0(00.543*kW)",
            "1-0:2.7.0(00.000*kW)",
            "0-0:96.7.21(00007)",
            "0-0:96.7.9(00002)",
            "1-0:32.32.0(00001)",
            "1-0:32.36.0(00000)",
            "0-0:96.13.0(48616C6C6F)",
            "1-0:32.7.0(230.1*V)",
            "1-0:31.7.0(002*A)",
            "1-0:21.7.0(00.543*kW)",
            "1-0:22.7.0(00.000*kW)");

    private P1() {}

    /** So many telegrams of a complete port, one a second. */
    static String complete(int telegrams) {
        return telegrams(telegrams, List.of());
    }

    /** The same without the lines that begin so. */
    static String without(int telegrams, String... codes) {
        return telegrams(telegrams, List.of(codes));
    }

    /** Some lines are missing, and one that nobody knows holds a number. */
    static String withNumber(int telegrams, String number) {
        List<String> left = List.of("1-0:32.7.0", "0-0:96.7", "0-0:96.1.1", "1-0:1.8.2");
        return telegrams(telegrams, left, "0-0:96.99.8(" + number + ")");
    }

    private static String telegrams(int count, List<String> left, String... more) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(telegram(i, left, more));
        }
        return text.toString();
    }

    private static String telegram(int second, List<String> left, String... more) {
        String lines = Stream.concat(COMPLETE.stream(), Stream.of(more))
                .filter(line -> left.stream().noneMatch(line::startsWith))
                .map(line -> line.replace("@@", "%02d".formatted(second)) + "\r\n")
                .collect(Collectors.joining());
        String body = "/ISK5\\2M550T-1012\r\n\r\n" + lines + "!";
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        return body + "%04X\r\n".formatted(Crc16.ARC.of(bytes, 0, bytes.length));
    }
}
