package org.polymeter.gateway.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.polymeter.gateway.source.PtyPair;

/** A meter at a serial cable that can be pulled out: then socat is ended, and the port is gone. */
final class SerialPort implements Wire {

    private final String id;
    private final Path link;
    private PtyPair cable;
    private OutputStream out;

    /** {@code folder}: for its device files. */
    SerialPort(String id, Path folder) throws IOException {
        this.id = id;
        this.link = Files.createDirectory(folder.resolve(id)).resolve("ttyUSB0");
        this.cable = PtyPair.plugIn(link);
        this.out = cable.speak();
    }

    @Override
    public String source() {
        return "{id: %s, type: serial, port: %s, line: 115200 8N1}".formatted(id, link);
    }

    /** Also if nobody listens, as long as the system keeps it. */
    @Override
    public boolean send(byte[] bytes) throws IOException {
        out.write(bytes);
        return true;
    }

    @Override
    public void hangUp() {}

    @Override
    public void vanish(byte[] lastBytes) throws IOException {
        try {
            out.write(lastBytes);
        } finally {
            cable.pullOut(link);
            out.close();
        }
    }

    @Override
    public void comeBack() throws IOException {
        cable = PtyPair.plugIn(link);
        out = cable.speak();
    }

    @Override
    public void close() throws IOException {
        cable.close();
        out.close();
    }
}
