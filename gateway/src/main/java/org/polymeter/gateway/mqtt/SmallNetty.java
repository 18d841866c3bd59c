package org.polymeter.gateway.mqtt;

import io.netty.bootstrap.ChannelInitializerExtension;
import java.util.Map;

/**
 * Makes Netty modest: a gateway sends some kilobytes per second and may have 64 MB in all. It says only what is wrong, and
 * looks for our {@link Welcome}.
 */
public final class SmallNetty {

    private static final Map<String, String> CHOICES = Map.of(
            "io.netty.allocator.type",
            "unpooled",
            "io.netty.noPreferDirect",
            "true",
            "io.netty.eventLoopThreads",
            "1",
            ChannelInitializerExtension.EXTENSIONS_SYSTEM_PROPERTY,
            "serviceload"); // a constant: loads no class

    private SmallNetty() {}

    /** Has to come before any class of Netty is loaded; what somebody chose on the command line stays. */
    public static void choose() {
        CHOICES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        BrokerLog.calm();
    }
}
