package org.polymeter.gateway.source;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;
import org.polymeter.codec.dialogue.Dialogue;

/** The sending side of an open serial port. What fails is thrown as {@link UncheckedIOException}. */
final class SerialTransmitter implements Dialogue.Line {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** The driver passes bytes on to an adapter, which sends them a little later. */
    private static final long ADAPTER_NANOS = 5_000_000;

    private final SerialPort port;
    private final LineSettings line;
    private final String name;
    private int baud;
    private long sentAt; // when the last of what was sent has left the wire

    SerialTransmitter(SerialPort port, LineSettings line, String name) {
        this.port = port;
        this.line = line;
        this.name = name;
        this.baud = line.baud();
        this.sentAt = System.nanoTime();
    }

    @Override
    public void send(byte[] bytes) {
        long start = Math.max(sentAt, System.nanoTime());
        if (port.writeBytes(bytes, bytes.length) != bytes.length) {
            throw failure(name + ": the port cannot be written to; was the cable unplugged?");
        }
        sentAt = start + bytes.length * bitsPerCharacter() * NANOS_PER_SECOND / baud;
    }

    @Override
    public void speed(int changed) {
        if (changed == baud) {
            return;
        }
        long until = sentAt + ADAPTER_NANOS;
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left); // at most the third of a second that an acknowledge takes at 300 baud
        }
        if (!port.setBaudRate(changed)) {
            throw failure(name + ": the port does not change to " + changed + " baud; limit it by max-baud");
        }
        baud = changed;
    }

    private static UncheckedIOException failure(String message) {
        return new UncheckedIOException(message, new IOException(message));
    }

    private long bitsPerCharacter() {
        return 1L + line.dataBits() + (line.parity() == LineSettings.Parity.NONE ? 0 : 1) + line.stopBits();
    }
}
