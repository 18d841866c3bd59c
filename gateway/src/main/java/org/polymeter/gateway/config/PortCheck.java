package org.polymeter.gateway.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.polymeter.gateway.tls.Identity;

/**
 * Looks whether the ports a sound configuration names are there. Only what can be told without
 * disturbing a device: a network device that serves one client at a time must not be called twice,
 * so whether it answers shows when its source connects.
 */
public final class PortCheck {

    private static final String SERIAL_PORTS = "{ttyUSB*,ttyACM*,ttyAMA*,ttyS0,serial0,cu.usb*}";

    private final Path devices;
    private final List<Problem> later = new ArrayList<>();
    private final List<Problem> fatal = new ArrayList<>();

    private PortCheck(Path devices) {
        this.devices = devices;
    }

    public static PortCheck of(Configuration configuration) {
        return of(configuration, Path.of("/dev"));
    }

    /** As {@link #of(Configuration)}, but only of what is not running already. */
    public static PortCheck of(Configuration wanted, Configuration running) {
        PortCheck check = new PortCheck(Path.of("/dev"));
        wanted.sources().stream()
                .filter(source -> running.sources().stream().noneMatch(source::isSame))
                .forEach(check::source);
        wanted.outputs().stream()
                .filter(output -> running.outputs().stream()
                        .noneMatch(it -> it.isSame(output) || (port(output) > 0 && port(it) == port(output))))
                .forEach(check::output);
        return check;
    }

    /** As {@link #of(Configuration)}, with the folder where devices are. */
    static PortCheck of(Configuration configuration, Path devices) {
        PortCheck check = new PortCheck(devices);
        configuration.sources().forEach(check::source);
        configuration.outputs().stream()
                .filter(output -> !(configuration.outputsAssumed() && output instanceof OutputConfig.Http))
                .forEach(check::output); // without an app that nobody has asked for, all else goes on
        return check;
    }

    /** What may yet turn up: the program starts and waits for it. */
    public List<Problem> later() {
        return List.copyOf(later);
    }

    /** What nobody but a person can change: starting is of no use. */
    public List<Problem> fatal() {
        return List.copyOf(fatal);
    }

    private void source(SourceConfig source) {
        switch (source) {
            case SourceConfig.Serial serial -> serial(serial, serial.port());
            case SourceConfig.AutoSerial serial -> serial(serial, serial.port());
            case SourceConfig.Tcp tcp -> host(tcp.where(), tcp.host());
            case SourceConfig.CaptureFile file -> file(file);
            case SourceConfig.Stdin stdin -> {}
            case SourceConfig.Mqtt mqtt -> host(mqtt.where(), mqtt.broker().host());
        }
    }

    private void output(OutputConfig output) {
        switch (output) {
            case OutputConfig.EmbeddedBroker broker ->
                listener(
                        broker.where(),
                        broker.bind(),
                        broker.port(),
                        "the embedded broker",
                        "is there a broker already? Then publish to it: {type: mqtt, host: " + broker.bind() + "}");
            case OutputConfig.Mqtt mqtt -> host(mqtt.where(), mqtt.broker().host());
            case OutputConfig.InfluxDb influx ->
                host(influx.where(), influx.settings().url().getHost());
            case OutputConfig.HttpPost post ->
                host(post.where(), post.settings().url().getHost());
            case OutputConfig.Http http -> {
                listener(http.where(), http.bind(), http.port(), "the http output", "does another program have it?");
                http.tls().flatMap(OutputConfig.Tls::own).ifPresent(own -> certificate(http.where(), own));
            }
            case OutputConfig.Console console -> {}
        }
    }

    /** At which an output listens; 0 if it does not. */
    private static int port(OutputConfig output) {
        return switch (output) {
            case OutputConfig.EmbeddedBroker broker -> broker.port();
            case OutputConfig.Http http -> http.port();
            default -> 0;
        };
    }

    private void serial(SourceConfig source, String name) {
        if (!Files.isDirectory(devices)) {
            return; // Windows: ports are not files
        }
        Path port = devices.resolve(name);
        if (!Files.exists(port)) {
            later.add(problem(
                    source.where(), "port " + name + " of source '" + source.id() + "' is not there" + others()));
        } else if (!Files.isReadable(port)) {
            later.add(problem(
                    source.where(),
                    "no permission to read port " + name + " of source '" + source.id()
                            + "' – on Linux: sudo usermod -aG dialout $USER, then log in anew"));
        }
    }

    private String others() {
        List<String> ports = new ArrayList<>();
        list(devices.resolve("serial/by-id"), "*", ports);
        list(devices, SERIAL_PORTS, ports);
        return ports.isEmpty()
                ? " – this machine has no serial port; is the cable plugged in?"
                : " – there are " + String.join(", ", ports);
    }

    private static void list(Path folder, String pattern, List<String> into) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            entries.forEach(found::add);
        } catch (IOException none) {
            return;
        }
        found.sort(Comparator.naturalOrder());
        found.forEach(port -> into.add(port.toString()));
    }

    private void file(SourceConfig.CaptureFile file) {
        if (!Files.isReadable(file.path()) || Files.isDirectory(file.path())) {
            fatal.add(problem(
                    file.where(),
                    "cannot read " + file.path() + " of source '" + file.id() + "' – "
                            + ReadFailure.reason(file.path())));
        }
    }

    private void host(Place where, String host) {
        if (new InetSocketAddress(host, 1).isUnresolved()) {
            later.add(problem(where, "host '" + host + "' is not known to the network – is the name right?"));
        }
    }

    /** What is wrong with its files is known by now. */
    private void certificate(Place where, Identity.Own own) {
        try {
            own.read().chain().getFirst().checkValidity();
        } catch (CertificateExpiredException e) {
            later.add(problem(
                    where,
                    "the certificate in " + own.certificate() + " has expired: " + e.getMessage()
                            + " – browsers will refuse it; once it is renewed, it is taken up without a restart"));
        } catch (CertificateNotYetValidException e) {
            later.add(problem(
                    where,
                    "the certificate in " + own.certificate() + " is not valid yet: " + e.getMessage()
                            + " – is this machine's clock right?"));
        } catch (IOException e) {
            later.add(problem(where, String.valueOf(e.getMessage())));
        }
    }

    /** {@code advice}: besides choosing another port. */
    private void listener(Place where, String bind, int port, String who, String advice) {
        InetSocketAddress address = new InetSocketAddress(bind, port);
        if (address.isUnresolved()) {
            fatal.add(problem(where, "'" + bind + "' is no address of this machine – try 127.0.0.1"));
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            fatal.add(problem(
                    where,
                    who + " cannot have port " + port + " of " + bind + ": " + e.getMessage() + " – choose another, or "
                            + advice));
        }
    }

    private static Problem problem(Place where, String message) {
        return new Problem(where, message, "");
    }
}
