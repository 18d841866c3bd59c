package org.polymeter.gateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which keys of a configuration hold secrets. */
public final class SecretWords {

    private static final String WORDS =
            "(?:[\\w-]*(?:pass?w|pwd|secret|token|key|guek|gak|gpk|authorization|cookie)[\\w-]*(?<!-file)"
                    + "|\\b[ea]k|\\bheaders)";

    private static final Pattern KEY = Pattern.compile("(?i)" + WORDS);

    /** Whatever a key with such a name holds is not shown. */
    private static final Pattern SECRET =
            Pattern.compile("(?i)(" + WORDS + "\\s*:\\s*)(\\{[^}]*}?|\"[^\"]*\"?|'[^']*'?|[^\\s,}#][^,}#]*)");

    /** Whoever knows the path of a webhook may call it. */
    private static final Pattern PATH = Pattern.compile("(?i)(https?://[^\\s/?'\",}]+[/?])[^\\s'\",}]+");

    private SecretWords() {}

    /** Whether the value of a key is not to be shown. */
    public static boolean isSecret(String key) {
        return KEY.matcher(key).matches();
    }

    /** A text without what stands behind such keys, and without paths of addresses. */
    public static String masked(String text, String mask) {
        String by = "$1" + Matcher.quoteReplacement(mask);
        return PATH.matcher(SECRET.matcher(text).replaceAll(by)).replaceAll(by);
    }
}
