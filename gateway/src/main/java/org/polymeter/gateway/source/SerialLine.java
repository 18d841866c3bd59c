package org.polymeter.gateway.source;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;

/** An open serial port that is read in short slices, for whoever has to decide between them. */
public final class SerialLine implements AutoCloseable {

    private final SerialPort port;
    private final String name;

    private SerialLine(SerialPort port, String name) {
        this.port = port;
        this.name = name;
    }

    /** Opens a port; the message of the exception says what to do. */
    public static SerialLine open(String port, LineSettings line) throws IOException {
        SerialSource source = new SerialSource(port, line);
        return new SerialLine(source.open(), source.describe());
    }

    /** Waits for bytes, a tenth of a second at most; 0 if none came. */
    public int read(byte[] buffer) throws IOException {
        int count = port.readBytes(buffer, buffer.length);
        if (count < 0 || (count == 0 && !port.isOpen())) {
            throw new OutageException(Outage.PORT_GONE, name + ": the port has gone; was the cable unplugged?");
        }
        return count;
    }

    @Override
    public void close() {
        port.closePort();
    }
}
