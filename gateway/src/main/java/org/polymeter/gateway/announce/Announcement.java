package org.polymeter.gateway.announce;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.polymeter.gateway.profile.ProfileJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service of this gateway in the local network (RFC 6762, RFC 6763): {@code _polymeter._tcp} for programs
 * that look for Polymeter, {@code _http._tcp} or {@code _https._tcp} for those that look for pages. Told on each network interface
 * that the service listens on; on none if only this machine can reach it.
 */
public final class Announcement implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
    private static final String OURS = "_polymeter._tcp.local.";
    private static final String PLAIN = "_http._tcp.local.";
    private static final String SECURE = "_https._tcp.local.";

    private final List<JmDNS> tellers = new ArrayList<>();

    private Announcement() {}

    /**
     * Tells of the HTTP service of a gateway.
     *
     * @param gateway its id; the service is called {@code Polymeter cellar}, its host {@code polymeter-cellar.local}
     * @param bind address that the service listens on; {@code 0.0.0.0} or {@code ::} for all
     * @param path of its first page, such as {@code /}
     * @param tls whether it is called by HTTPS
     */
    public static Announcement ofGateway(String gateway, int port, String bind, String path, boolean tls)
            throws IOException {
        Map<String, String> details = new TreeMap<>();
        details.put("gateway", gateway);
        details.put("path", path);
        details.put("profile", ProfileJson.PROFILE);
        List<String> types = List.of(OURS, tls ? SECURE : PLAIN);
        return start(types, "Polymeter " + gateway, "polymeter-" + gateway, port, bind, details);
    }

    /**
     * Tells of any service; returns at once, the network needs a second or two.
     *
     * @param types by which it is looked for
     * @param name for people, distinct in the network; a number is added if it is not
     * @param host name of this machine for this purpose, not the system's own, which others may announce
     * @param details the TXT record
     */
    private static Announcement start(
            List<String> types, String name, String host, int port, String bind, Map<String, String> details)
            throws IOException {
        Announcement announcement = new Announcement();
        for (InetAddress address : addresses(InetAddress.getByName(bind))) {
            JmDNS teller = JmDNS.create(address, host);
            announcement.tellers.add(teller);
            Thread.ofVirtual()
                    .name("announce " + address.getHostAddress())
                    .start(() -> register(teller, types, name, port, details));
        }
        return announcement;
    }

    /** Whether anybody beside this machine is told. */
    public boolean isHeard() {
        return !tellers.isEmpty();
    }

    /** Says that the service is gone. */
    @Override
    public void close() {
        for (JmDNS teller : tellers) {
            try {
                teller.close();
            } catch (IOException e) {
                LOG.debug("mDNS: the network was gone before us", e);
            }
        }
    }

    private static void register(JmDNS teller, List<String> types, String name, int port, Map<String, String> details) {
        try {
            for (String type : types) {
                teller.registerService(ServiceInfo.create(type, name, port, 0, 0, details));
            }
        } catch (IOException | IllegalStateException e) { // the latter if it is closed meanwhile
            LOG.warn("mDNS: cannot announce {}: {}", name, e.getMessage());
        }
    }

    /** One address of each interface that reaches others: IPv4 if there is one. */
    private static List<InetAddress> addresses(InetAddress bind) throws IOException {
        if (bind.isLoopbackAddress()) {
            return List.of();
        }
        if (!bind.isAnyLocalAddress()) {
            return List.of(bind);
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            if (network.isUp() && network.supportsMulticast() && !network.isLoopback()) {
                List<InetAddress> own = network.inetAddresses().toList();
                own.stream()
                        .filter(Inet4Address.class::isInstance)
                        .findFirst()
                        .or(() -> own.stream().findFirst())
                        .ifPresent(addresses::add);
            }
        }
        return addresses;
    }
}
