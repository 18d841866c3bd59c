package org.polymeter.gateway.setup;

import com.fazecast.jSerialComm.SerialPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.polymeter.gateway.profile.JsonWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The serial ports of this computer; loads the driver only when it is asked. */
final class SerialPorts {

    private static final Logger LOG = LoggerFactory.getLogger(SerialPorts.class);

    /** Names that stay when an adapter is plugged in elsewhere. */
    private static final Path BY_ID = Path.of("/dev/serial/by-id");

    /**
     * One port.
     *
     * @param path the name that stays, if there is one
     * @param device as the system numbers it, {@code ttyUSB0}
     * @param allowed whether this program may open it
     */
    record Port(String path, String device, String description, boolean allowed) {}

    private SerialPorts() {}

    static List<Port> found() {
        Map<String, Path> names = names(BY_ID);
        List<Port> ports = new ArrayList<>();
        for (SerialPort port : drivers()) {
            String path = port.getSystemPortPath();
            String device = port.getSystemPortName();
            ports.add(new Port(
                    Optional.ofNullable(names.get(device)).map(Path::toString).orElse(path),
                    device,
                    description(port, device),
                    isAllowed(path)));
        }
        ports.sort(Comparator.comparing(Port::device));
        return ports;
    }

    /** {@code taken}: which source reads a port, by real path. */
    static byte[] json(List<Port> ports, Map<String, String> taken) {
        JsonWriter json = new JsonWriter().openObject().key("ports").openArray();
        for (Port port : ports) {
            json.openObject().key("port").value(port.path()).key("device").value(port.device());
            json.key("description").value(port.description()).key("allowed").value(port.allowed());
            String source = taken.get(real(port.path()));
            if (source != null) {
                json.key("source").value(source);
            }
            json.closeObject();
        }
        return json.closeArray().closeObject().toBytes();
    }

    /** Where a link of many names leads. */
    static String real(String path) {
        try {
            return Path.of(path).toRealPath().toString();
        } catch (IOException | IllegalArgumentException e) {
            return path;
        }
    }

    private static SerialPort[] drivers() {
        try {
            return SerialPort.getCommPorts();
        } catch (UnsatisfiedLinkError | RuntimeException e) { // no driver for this system: ports can still be typed in
            LOG.warn("serial ports cannot be listed: {}", e.toString());
            return new SerialPort[0];
        }
    }

    static Map<String, Path> names(Path folder) {
        Map<String, Path> names = new TreeMap<>();
        try (Stream<Path> links = Files.list(folder)) {
            links.forEach(link -> {
                Path device = Path.of(real(link.toString())).getFileName();
                if (device != null) {
                    names.put(device.toString(), link);
                }
            });
        } catch (IOException e) {
            return names; // systems without it, or nothing is plugged in
        }
        return names;
    }

    private static String description(SerialPort port, String device) {
        String text = port.getPortDescription();
        return text == null || text.isBlank() ? device : text.strip();
    }

    private static boolean isAllowed(String path) {
        Path file = Path.of(path);
        return !Files.exists(file) || (Files.isReadable(file) && Files.isWritable(file));
    }
}
