package org.polymeter.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which keys of a configuration hold secrets. */
public final class SecretWords {

    private static final String WORDS =
            "(?:[\\w-]*(?:pass?w|pwd|secret|token|key|guek|gak|gpk|authorization|cookie)[\\w-]*(?<!-file)"
                    + "|\\b[ea]k|\\bheaders)";

    private static final Pattern KEY = Pattern.compile("(?i)" + WORDS);

    /** Without quotes, a value may have commas and hashes in it; where the next key begins, it has ended. */
    private static final String PLAIN =
            "[^\\s,}#](?:[^\\s,}]|\\s(?!#)|[,}](?!\\s*(?:$|[,}\\]]|[\"']?[\\w-]+[\"']?\\s*:)))*";

    /**
     * Whatever a key with such a name holds is not shown; nor is the path of an address, for whoever knows that of a
     * webhook may call it.
     */
    private static final Pattern SECRET = Pattern.compile("(?i)"
            + "(?<key>" + WORDS + "[\"']?\\s*:\\s*)"
            + "(?:\\{[^}]*}?|\"[^\"]*\"?|'[^']*'?|" + PLAIN + ")"
            + "|(?<host>https?://[^\\s/?'\",}]+[/?])[^\\s'\",}]+");

    /**
     * A part of a text that is not to be shown.
     *
     * @param isAddress whether it is the path of one
     */
    public record Span(int start, int end, boolean isAddress) {}

    private SecretWords() {}

    /** Whether the value of a key is not to be shown. */
    public static boolean isSecret(String key) {
        return KEY.matcher(key).matches();
    }

    /** The same; {@code above}: the key that it stands below. Below tls, a key is a file's name. */
    public static boolean isSecret(String above, String key) {
        return isSecret(key) && !above.equals("tls");
    }

    /** A text without what stands behind such keys, and without paths of addresses. */
    public static String masked(String text, String mask) {
        String masked = text;
        for (Span secret : in(text).reversed()) {
            masked = masked.substring(0, secret.start) + mask + masked.substring(secret.end);
        }
        return masked;
    }

    /** What is not to be shown of a text, in order. */
    public static List<Span> in(String text) {
        List<Span> secrets = new ArrayList<>();
        Matcher secret = SECRET.matcher(text);
        while (secret.find()) {
            boolean isAddress = secret.start("key") < 0;
            secrets.add(new Span(secret.end(isAddress ? "host" : "key"), secret.end(), isAddress));
        }
        return secrets;
    }
}
