package org.polymeter.gateway.endtoend;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.dlms.BlockWriter;
import org.polymeter.codec.dlms.NotificationWriter;
import org.polymeter.codec.dlms.NotificationWriter.NumberType;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/** A Landis+Gyr E450 that says powers in one list and energies in another. */
final class E450 {

    static final String ZONE = "Europe/Zurich";

    private static final ZoneId ZURICH = ZoneId.of(ZONE);
    private static final Obis PUSH_SETUP = Obis.of(0, 8, 25, 9, 0);
    private static final int CLOCK_STATUS = 0x81;

    private static final int GENERAL_GLO_CIPHERING = 0xDB;

    private final HdlcWriter hdlc = new HdlcWriter(0xCEFF03);
    private final Optional<String> logicalName;
    private int invokeId = 0x10_0000;

    /** With name and clock, or with neither, as AEW has it. */
    E450(Optional<String> logicalName) {
        this.logicalName = logicalName;
    }

    byte[] powers(Instant time, long watts) {
        return frames(list(time)
                .register(Obis.of(1, 0, 1, 7, 0), NumberType.U32, watts)
                .register(Obis.of(1, 0, 2, 7, 0), NumberType.U32, 0)
                .register(Obis.of(1, 0, 31, 7, 0), NumberType.U16, 187)
                .register(Obis.of(1, 0, 32, 7, 0), NumberType.U16, 231)
                .pushList(PUSH_SETUP));
    }

    byte[] energies(Instant time, long wattHours) {
        return frames(list(time)
                .register(Obis.of(1, 1, 1, 8, 0), NumberType.U32, wattHours)
                .register(Obis.of(1, 1, 2, 8, 0), NumberType.U32, 0)
                .pushList(PUSH_SETUP));
    }

    /** A system title and 40 bytes that nobody can read. */
    byte[] ciphered() {
        ByteArrayOutputStream apdu = new ByteArrayOutputStream();
        apdu.write(GENERAL_GLO_CIPHERING);
        apdu.write(8);
        apdu.writeBytes(new byte[] {'T', 'S', 'T', 0x10, 0x20, 0x30, 0x40, 0x50});
        apdu.write(45);
        apdu.write(0x30); // encrypted and authenticated
        for (int i = 0; i < 44; i++) {
            apdu.write(0x11 + i * 3);
        }
        return hdlc.message(apdu.toByteArray());
    }

    private NotificationWriter list(Instant time) {
        NotificationWriter list = new NotificationWriter(invokeId++);
        logicalName.ifPresent(name -> {
            long local = LocalDateTime.ofInstant(time, ZURICH).toEpochSecond(ZoneOffset.UTC);
            list.at(local, Deviation.UNSAID, CLOCK_STATUS);
            list.text(Obis.of(0, 0, 42, 0, 0), name);
            list.clock(Obis.of(0, 0, 1, 0, 0), local, Deviation.UNSAID, CLOCK_STATUS);
        });
        return list;
    }

    private byte[] frames(byte[] apdu) {
        List<byte[]> blocks = BlockWriter.blocks(apdu, 112, 119);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hdlc.message(blocks.getFirst()));
        blocks.stream().skip(1).forEach(block -> out.writeBytes(hdlc.continuation(block)));
        return out.toByteArray();
    }
}
