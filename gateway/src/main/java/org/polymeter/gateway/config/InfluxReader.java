package org.polymeter.gateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.influx.InfluxSettings;
import org.polymeter.gateway.influx.Target;

/** Reads an output of type influxdb. Which version it is follows from where lines go: database or bucket. */
final class InfluxReader {

    private static final String EXAMPLE = "http://192.168.1.5:8086";
    private static final String DEFAULT_MEASUREMENT = "meter";

    private static final List<String> KEYS_OF_1 = List.of("retention-policy", "user", "password", "password-file");
    private static final List<String> KEYS_OF_2 = List.of("org", "token", "token-file");

    private InfluxReader() {}

    static InfluxSettings read(Section section) {
        URI url = WebAddress.read(section, "where InfluxDB answers, such as " + EXAMPLE, EXAMPLE, false);
        Optional<Path> ca = CaReader.read(section, "https".equals(url.getScheme()), "an https:// 'url'");
        return new InfluxSettings(url, target(section), measurement(section), ca);
    }

    private static Target target(Section section) {
        Optional<String> database = filled(section, "database");
        Optional<String> bucket = filled(section, "bucket");
        if (database.isPresent() == bucket.isPresent()) {
            section.problem(section.what()
                    + (database.isPresent()
                            ? " has both 'database' and 'bucket'"
                            : " has no 'database' and no 'bucket'")
                    + " – give 'database' for InfluxDB 1, or 'bucket', 'org' and 'token-file' for InfluxDB 2");
        } else if (bucket.isPresent()) {
            rejectKeys(section, KEYS_OF_1, "'database', InfluxDB 1");
        } else {
            rejectKeys(section, KEYS_OF_2, "'bucket', InfluxDB 2");
        }
        return bucket.<Target>map(name -> bucket(section, name))
                .orElseGet(() -> database(section, database.orElse("")));
    }

    private static Target.Database database(Section section, String name) {
        Optional<String> user = filled(section, "user");
        Optional<String> password = SecretReader.read(section, "password");
        if (password.isPresent() && user.isEmpty() && !section.has("user")) {
            section.problem(section.what() + " has a password but no 'user'");
        }
        return new Target.Database(name, filled(section, "retention-policy"), user, password);
    }

    private static Target.Bucket bucket(Section section, String name) {
        Optional<String> org = section.required("org", "the organization that the bucket belongs to");
        Optional<String> token = SecretReader.read(section, "token");
        if (token.isEmpty() && !section.has("token-file")) {
            section.problem(section.what() + " has no 'token-file' – the file with a token that may write the bucket");
        }
        return new Target.Bucket(org.orElse(""), name, token.orElse(""));
    }

    private static String measurement(Section section) {
        Optional<String> given = filled(section, "measurement");
        if (given.isPresent() && given.get().matches("[_#].*")) {
            section.unexpected("measurement", given.get(), "a name that does not begin with '_' or '#'");
        }
        return given.orElse(DEFAULT_MEASUREMENT);
    }

    private static void rejectKeys(Section section, List<String> keys, String owner) {
        for (String key : keys) {
            if (section.has(key)) {
                section.secretProblem(key, "'" + key + "' in " + section.what() + " belongs to " + owner);
            }
        }
    }

    private static Optional<String> filled(Section section, String key) {
        return section.text(key).filter(text -> !text.isEmpty());
    }
}
