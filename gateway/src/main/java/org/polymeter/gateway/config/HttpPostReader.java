package org.polymeter.gateway.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.polymeter.gateway.post.Form;
import org.polymeter.gateway.post.PostSettings;

/** Reads an output of type http-post. */
final class HttpPostReader {

    private static final String EXAMPLE = "https://collector.example.org/readings";
    private static final String AUTHORIZATION = "Authorization";

    /** What a request says of itself, or the JDK forbids to set. */
    private static final Set<String> TAKEN = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "idempotency-key",
            "keep-alive",
            "transfer-encoding",
            "upgrade");

    private HttpPostReader() {}

    static PostSettings read(Section section) {
        URI url = WebAddress.read(section, "where messages go, such as " + EXAMPLE, EXAMPLE, true);
        Optional<Path> ca = CaReader.read(section, "https".equals(url.getScheme()), "an https:// 'url'");
        Form form = section.choice("format", Form.class, Form.ARRAY);
        int batch = section.number("batch", 1, PostSettings.LARGEST_BATCH, PostSettings.LARGEST_BATCH);
        if (form == Form.OBJECT && section.has("batch")) {
            section.problem(
                    "batch", "'batch' in " + section.what() + " has no effect with format: object, which is one each");
        }
        return new PostSettings(url, form, batch, section.flag("gzip"), headers(section), ca);
    }

    private static Map<String, String> headers(Section section) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        section.section("headers", "the headers of " + section.what()).ifPresent(block -> {
            for (String name : List.copyOf(block.keys())) {
                header(block, name).ifPresent(value -> headers.put(name, value));
            }
            block.end();
        });
        authorization(section).ifPresent(value -> {
            if (headers.put(AUTHORIZATION, value) != null) {
                section.problem(
                        "headers",
                        section.what() + " says twice who we are: by 'token' or 'user', and by the header "
                                + AUTHORIZATION);
            }
        });
        return headers;
    }

    private static Optional<String> header(Section block, String name) {
        Optional<String> value = block.text(name);
        if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            block.secretProblem(name, "header '" + name + "' is set by Polymeter, or by nobody");
            return Optional.empty();
        }
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
                || value.filter(text -> !text.matches("[\\x20-\\x7E]*")).isPresent()) {
            block.secretProblem(name, "header '" + name + "' is not letters, digits and signs of ASCII");
            return Optional.empty();
        }
        return value;
    }

    private static Optional<String> authorization(Section section) {
        Optional<String> token = SecretReader.read(section, "token");
        Optional<String> user = section.text("user").filter(text -> !text.isEmpty());
        Optional<String> password = SecretReader.read(section, "password");
        if (password.isPresent() && user.isEmpty() && !section.has("user")) {
            section.problem(section.what() + " has a password but no 'user'");
        }
        if (token.isPresent() && user.isPresent()) {
            section.problem(section.what() + " has both 'token' and 'user' – keep one");
        }
        return token.map(text -> "Bearer " + text)
                .or(() -> user.map(name -> "Basic " + base64(name + ":" + password.orElse(""))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
