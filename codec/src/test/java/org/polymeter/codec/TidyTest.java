package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a stranger who walks through the repository should never trip over. */
class TidyTest {

    private static final long LARGEST_FILE = 256 * 1024;

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)|(?:src|href)=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```|`[^`\n]*`");
    private static final Pattern SECTION_OF_THE_PROFILE = Pattern.compile("\\(docs/profile\\.md, ([^)]+)\\)");
    private static final Pattern NOTE_TO_SELF = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX):?\\b(?!…)");

    @Test
    void every_package_of_the_main_code_says_what_it_is() throws IOException {
        List<Path> silent = Repository.files(".java").stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void links_in_documents_lead_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : Repository.files(".md")) {
            Matcher link = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll(""));
            while (link.find()) {
                String target = link.group(1) == null ? link.group(2) : link.group(1);
                if (!target.matches("[a-z]+:.*") && !exists(document, target)) {
                    broken.add(Repository.root().relativize(document) + ": " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void sections_of_the_profile_that_code_refers_to_exist() throws IOException {
        Set<String> titles = headings(Repository.file("docs/profile.md"));
        Set<String> missing = new TreeSet<>();
        for (Path file : Repository.files(".java")) {
            Matcher reference = SECTION_OF_THE_PROFILE.matcher(
                    Files.readString(file).replaceAll("\\s+\\*?\\s*", " ").replace("//", ""));
            while (reference.find()) {
                for (String title : reference.group(1).split(" and ", -1)) {
                    if (!titles.contains(slug(title))) {
                        missing.add(file.getFileName() + ": " + title);
                    }
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void nobody_left_notes_to_themselves() throws IOException {
        List<String> notes = new ArrayList<>();
        for (Path file : Repository.files()) {
            if (file.toString().matches(".*\\.(java|md|sh|yaml|xml|meter|fields|txt)|.*/(polymeter(-bench)?|verify)")) {
                String text = Files.readString(file);
                if (NOTE_TO_SELF.matcher(text).find()) {
                    notes.add(Repository.root().relativize(file).toString());
                }
            }
        }

        assertThat(notes).isEmpty();
    }

    @Test
    void every_kind_of_meter_is_in_the_documents() throws IOException {
        String document = Files.readString(Repository.file("docs/meters.md"));
        List<String> kinds = Repository.files(".meter").stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .map(file -> file.getFileName().toString().replace(".meter", ""))
                .filter(name -> !document.contains("`" + name + "`"))
                .toList();

        assertThat(kinds).isEmpty();
    }

    @Test
    void no_file_is_large() throws IOException {
        List<Path> large = new ArrayList<>();
        for (Path file : Repository.files()) {
            if (Files.size(file) > LARGEST_FILE) {
                large.add(Repository.root().relativize(file));
            }
        }

        assertThat(large).isEmpty();
    }

    private static boolean exists(Path document, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(file) && (parts.length == 1 || headings(file).contains(parts[1]));
    }

    /** Anchors as GitHub makes them. */
    private static Set<String> headings(Path document) throws IOException {
        return CODE.matcher(Files.readString(document).replace("`", ""))
                .replaceAll("")
                .lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> slug(line.replaceFirst("#+ ", "")))
                .collect(Collectors.toSet());
    }

    private static String slug(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }
}
