package org.polymeter.gateway.source;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.polymeter.codec.dialogue.Dialogue;
import org.polymeter.codec.dialogue.Silent;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;

/**
 * A serial port, such as a USB cable at a meter.
 *
 * <p>Reads block in native code, which would pin the carrier of a virtual thread: give it a platform
 * thread. {@link #close} is noticed within a tenth of a second.
 */
public final class SerialSource implements Source {

    /** Silence on the line after which half a telegram is given up. */
    public static final Duration USUAL_PAUSE = Duration.ofSeconds(1);

    /** The same where identification and data of a readout may be as far apart as 1.5 seconds. */
    public static final Duration READOUT_PAUSE = Duration.ofMillis(2500);

    private static final int SLICE_MILLIS = 100;
    private static final int FAREWELL_MILLIS = 1000;
    private static final int EBUSY = 16;
    private static final int EACCES = 13;

    private final String port;
    private final LineSettings line;
    private final Duration pause;
    private final Dialogue dialogue;
    private final CountDownLatch closing = new CountDownLatch(1);

    public SerialSource(String port, LineSettings line) {
        this(port, line, USUAL_PAUSE);
    }

    public SerialSource(String port, LineSettings line, Duration pause) {
        this(port, line, pause, new Silent());
    }

    /** A port at which the meter has to be spoken to. */
    public SerialSource(String port, LineSettings line, Duration pause, Dialogue dialogue) {
        this.port = port;
        this.line = line;
        this.pause = pause;
        this.dialogue = dialogue;
    }

    @Override
    public String describe() {
        return "serial " + port + " " + line;
    }

    @Override
    public void run(Receiver receiver) throws IOException {
        if (isClosed()) {
            return;
        }
        SerialPort open = open();
        try {
            receiver.opened();
            listen(open, receiver);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            open.closePort();
        }
    }

    @Override
    public void close() {
        closing.countDown(); // the reading thread closes the port: it is not safe under a native read
    }

    /** Opened anew each time: the caller closes it. */
    SerialPort open() throws IOException {
        SerialPort found;
        try {
            found = SerialPort.getCommPort(port); // anew each time: a link may point elsewhere after re-plugging
        } catch (SerialPortInvalidPortException e) {
            throw new OutageException(Outage.PORT_ABSENT, absent(), e);
        }
        found.setComPortParameters(line.baud(), line.dataBits(), line.stopBits() == 1 ? 1 : 3, parity());
        found.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        found.setComPortTimeouts(
                SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING, SLICE_MILLIS, 0);
        if (!found.openPort(0)) {
            throw refused(found.getLastErrorCode());
        }
        return found;
    }

    private void listen(SerialPort open, Receiver receiver) throws IOException {
        byte[] buffer = new byte[4096];
        Pause silence = new Pause(receiver, pause.toMillis());
        Talk talk = new Talk(dialogue, new SerialTransmitter(open, line, describe()));
        while (!isClosed()) {
            int count = open.readBytes(buffer, buffer.length);
            talk.heard(buffer, count); // first, for some meters wait for a quick answer
            if (count > 0) {
                silence.heard();
                receiver.bytes(buffer, 0, count);
            } else if (count == 0 && open.isOpen()) {
                silence.quietFor(SLICE_MILLIS);
            } else if (!isClosedSoon()) {
                throw new OutageException(
                        Outage.PORT_GONE, describe() + ": the port has gone; was the cable unplugged?");
            }
        }
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    /** When the program ends, the driver closes its ports by itself, perhaps a moment before we do. */
    private boolean isClosedSoon() {
        try {
            return closing.await(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private int parity() {
        return switch (line.parity()) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
        };
    }

    private String absent() {
        String ports = Arrays.stream(SerialPort.getCommPorts())
                .map(SerialPort::getSystemPortPath)
                .sorted()
                .collect(Collectors.joining(", "));
        return describe() + ": there is no such port; "
                + (ports.isEmpty() ? "this computer has no serial port at all" : "ports here: " + ports);
    }

    /** Why an existing port does not open; {@code errno} as the system tells it. */
    OutageException refused(int errno) {
        Path path = Path.of(port);
        boolean mayUse = Files.isReadable(path) && Files.isWritable(path);
        if (errno == EACCES || (Files.exists(path) && !mayUse)) {
            return new OutageException(
                    Outage.PORT_DENIED,
                    describe() + ": no permission; run \"sudo usermod -aG dialout $USER\" and log in again");
        }
        if (errno == EBUSY) {
            return new OutageException(Outage.PORT_BUSY, describe() + ": another program uses the port; stop it first");
        }
        return new OutageException(
                Outage.PORT_BROKEN,
                describe() + ": the port does not open (system error " + errno
                        + "); unplug and plug the adapter, or try other line settings");
    }
}
