package org.polymeter.gateway.profile;

import java.util.List;

/**
 * The topics of one gateway (docs/profile.md, Topics).
 *
 * @param root one or more levels, {@code polymeter} or {@code acme/site-17/polymeter}
 * @param gateway id of the gateway
 */
public record Topics(String root, String gateway) {

    /** The version of the profile that is part of each topic. */
    public static final String MAJOR = "1";

    /** Frames as received, of all sources of all gateways under the usual root. */
    public static final String RAW_OF_ALL = "polymeter/" + MAJOR + "/gateway/+/raw/+";

    public Topics {
        if (root.isEmpty() || root.startsWith("/") || root.endsWith("/") || root.matches(".*[+#$\\x00].*")) {
            throw new IllegalArgumentException("an MQTT root is like polymeter or home/cellar/polymeter, without +, #"
                    + " and $ and without a slash at either end, but not \"" + root + "\"");
        }
    }

    /** Topic of a meter: {@code leaf} is {@code status info state reading} or {@code event}. */
    public String meter(String meter, String leaf) {
        return root + "/" + MAJOR + "/meter/" + meter + "/" + leaf;
    }

    /** Topic of the latest value of one quantity. */
    public String value(String meter, String name) {
        return root + "/" + MAJOR + "/meter/" + meter + "/value/" + name;
    }

    /** Topic of the gateway itself: {@code leaf} is {@code status info} or {@code stats}. */
    public String own(String leaf) {
        return root + "/" + MAJOR + "/gateway/" + gateway + "/" + leaf;
    }

    /** Filters that match all that this gateway publishes. */
    public List<String> filters() {
        return List.of(root + "/" + MAJOR + "/meter/#", own("#"));
    }

    /** Filters for what the gateways of this root publish of their meters, and for whether they are there. */
    public List<String> ofFellows() {
        return List.of(root + "/" + MAJOR + "/meter/+/reading", root + "/" + MAJOR + "/gateway/+/status");
    }

    /** The gateway whose status a topic is; empty if it is another topic. */
    public String gatewayOfStatus(String topic) {
        String begin = root + "/" + MAJOR + "/gateway/";
        return topic.startsWith(begin) && topic.endsWith("/status")
                ? topic.substring(begin.length(), topic.length() - "/status".length())
                : "";
    }

    public String raw(String source) {
        return own("raw/" + source);
    }

    public String reject(String source) {
        return own("reject/" + source);
    }
}
