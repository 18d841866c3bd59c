package org.polymeter.gateway.mqtt;

/** Questions about MQTT topic filters (MQTT 5, 4.7). */
public final class TopicFilter {

    private TopicFilter() {}

    /** Whether a filter is well formed: wildcards fill their level, and {@code #} is the last. */
    public static boolean isSound(String filter) {
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean wild = levels[i].contains("#") || levels[i].contains("+");
            boolean tooEarly = levels[i].equals("#") && i < levels.length - 1;
            if (tooEarly || (wild && levels[i].length() > 1)) {
                return false;
            }
        }
        return !filter.isEmpty() && filter.indexOf('\0') < 0;
    }

    /** Whether a topic, which has no wildcards, is one of the filter's. */
    public static boolean matches(String filter, String topic) {
        int at = 0; // in the topic
        for (int i = 0; i < filter.length(); i++) {
            char c = filter.charAt(i);
            if (c == '#') {
                return true;
            } else if (c == '+') {
                int slash = topic.indexOf('/', at);
                at = slash < 0 ? topic.length() : slash;
            } else if (at < topic.length() && topic.charAt(at) == c) {
                at++;
            } else {
                return at == topic.length() && filter.startsWith("/#", i);
            }
        }
        return at == topic.length();
    }

    /** Whether some topic matches both filters. */
    public static boolean meet(String one, String other) {
        String[] a = one.split("/", -1);
        String[] b = other.split("/", -1);
        for (int i = 0; i < a.length && i < b.length; i++) {
            if (a[i].equals("#") || b[i].equals("#")) {
                return true;
            }
            if (!a[i].equals("+") && !b[i].equals("+") && !a[i].equals(b[i])) {
                return false;
            }
        }
        return a.length == b.length || endsOpen(a, b.length) || endsOpen(b, a.length);
    }

    /** {@code a/#} matches {@code a} too. */
    private static boolean endsOpen(String[] longer, int shorter) {
        return longer.length == shorter + 1 && longer[shorter].equals("#");
    }
}
