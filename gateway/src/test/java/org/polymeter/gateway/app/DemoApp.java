package org.polymeter.gateway.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.mqtt.Mosquitto;

/** The demo, whole: fifteen simulated meters, a history of five weeks, two tariffs. */
final class DemoApp implements AutoCloseable {

    /** Its meter with phases, two tariffs, and costs. */
    static final String EKZ = "lgz1030000000001";

    /** Its meter with a water meter behind it, and a peak that costs. */
    static final String BELGIUM = "1pol0000000012";

    private static final Pattern ADDRESS = Pattern.compile("http://localhost:([0-9]+)");

    private final Running demo;
    private final int port;

    private DemoApp(Running demo, int port) {
        this.demo = demo;
        this.port = port;
    }

    static DemoApp start() throws IOException {
        StringWriter said = new StringWriter();
        Running demo = new Wiring(InstantSource.system())
                .demo(OptionalInt.of(Mosquitto.freePort()), new PrintWriter(said, true));
        Matcher address = ADDRESS.matcher(said.toString());
        if (!address.find()) {
            demo.close();
            throw new IOException("the demo does not say where its page is: " + said);
        }
        return new DemoApp(demo, Integer.parseInt(address.group(1)));
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        demo.close();
    }
}
