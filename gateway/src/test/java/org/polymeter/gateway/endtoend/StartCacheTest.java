package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/jvm.sh, with a program that is smaller than Polymeter. */
class StartCacheTest {

    private static final Path SCRIPT =
            Path.of("..", "scripts", "jvm.sh").toAbsolutePath().normalize();

    /** Starts the program as ./polymeter does. */
    private static final String START =
            "use_start_cache \"$start_cache\"; \"$JAVA_HOME/bin/java\" \"${jvm_flags[@]}\" $further -jar \"$jar\"";

    @TempDir
    Path root;

    private Path target = Path.of("");

    /** A program that one can start. */
    static final class SmallProgram {

        private SmallProgram() {}

        public static void main(String[] args) {
            System.out.println("it runs");
        }
    }

    @BeforeEach
    void install() throws IOException {
        target = root.resolve("gateway/target");
        Files.createDirectories(target.resolve("lib"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SmallProgram.class.getName());
        String file = SmallProgram.class.getName().replace('.', '/') + ".class";
        try (OutputStream jar = Files.newOutputStream(target.resolve("polymeter.jar"));
                JarOutputStream entries = new JarOutputStream(jar, manifest);
                InputStream code = SmallProgram.class.getResourceAsStream("/" + file)) {
            entries.putNextEntry(new JarEntry(file));
            code.transferTo(entries);
        }
    }

    @Test
    void a_cache_is_made_once_and_the_next_start_uses_it() throws Exception {
        assertThat(bash("find_start_cache; echo \"<$start_cache>\"; make_start_cache"))
                .isEqualTo("<>\n");

        assertThat(caches())
                .singleElement()
                .satisfies(cache -> assertThat(cache).isNotEmptyFile());
        String insist = Runtime.version().feature() >= 25 ? "-XX:AOTMode=on" : "-Xshare:on";
        assertThat(bash("further=" + insist + "; find_start_cache; " + START)).isEqualTo("it runs\n");
    }

    @Test
    void a_cache_of_a_former_build_is_not_looked_at_and_goes_with_the_next_one() throws Exception {
        bash("make_start_cache");
        Path former = caches().getFirst();
        Files.writeString(target.resolve("lib/new.jar"), "a library");

        assertThat(bash("find_start_cache; echo \"<$start_cache>\"; make_start_cache"))
                .isEqualTo("<>\n");

        assertThat(caches()).hasSize(1).doesNotContain(former);
    }

    @Test
    void a_cache_that_the_jvm_does_not_like_is_passed_over_without_a_word() throws Exception {
        Path broken = Files.writeString(root.resolve("broken"), "no cache at all");

        assertThat(bash("start_cache='" + broken + "'; " + START)).isEqualTo("it runs\n");
        assertThat(bash("start_cache='" + root.resolve("missing") + "'; " + START))
                .isEqualTo("it runs\n");
        assertThat(bash("make_start_cache; find_start_cache; further=-XX:+UseParallelGC; "
                        + START.replace("-jar", "-XX:-UseSerialGC -jar")))
                .isEqualTo("it runs\n");
    }

    @Test
    void two_starts_at_once_make_one_cache() throws Exception {
        bash("make_start_cache & make_start_cache & wait");

        assertThat(caches()).hasSize(1);
        assertThat(names(target)).noneMatch(name -> name.endsWith(".lock") || name.contains(".new"));
    }

    @Test
    void a_folder_that_is_read_only_is_left_alone_for_that_of_the_user() throws Exception {
        String readOnly = "start_cache_folders[0]=/proc/polymeter; ";
        bash(readOnly + "make_start_cache");

        assertThat(names(root.resolve("home/polymeter")))
                .singleElement()
                .asString()
                .endsWith(".cache");
        assertThat(bash(readOnly + "find_start_cache; " + START)).isEqualTo("it runs\n");
        assertThat(bash(readOnly + "start_cache_folders[1]=/proc/too; make_start_cache || echo no"))
                .isEqualTo("no\n");
    }

    @Test
    void a_jvm_that_cannot_make_one_is_not_asked_again() throws Exception {
        bash("jvm_flags+=(-XX:NoSuchFlag); make_start_cache");

        assertThat(caches())
                .singleElement()
                .satisfies(cache -> assertThat(cache).isEmptyFile());
        assertThat(bash("find_start_cache; [ -n \"$start_cache\" ] && [ ! -s \"$start_cache\" ] && echo known"))
                .isEmpty(); // other flags: another cache
    }

    @Test
    void flags_go_by_the_version_of_the_jvm() throws Exception {
        String show = "use_start_cache /c; echo \"${jvm_flags[@]}\"";

        assertThat(bash(21, show))
                .contains("-XX:SharedArchiveFile=/c")
                .doesNotContain("AOT", "aot", "CompactObjectHeaders", "TrimNativeHeap", "sun-misc");
        assertThat(bash(25, show))
                .contains("-XX:AOTCache=/c", "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=")
                .doesNotContain("SharedArchiveFile");
    }

    @Test
    void what_jdk_21_uses_works_as_well() throws Exception {
        assertThat(bash(21, "make_start_cache; find_start_cache; further=-Xshare:on; " + START))
                .isEqualTo("it runs\n");
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".cache")).toList();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private String bash(String commands) throws Exception {
        return bash(Runtime.version().feature(), commands);
    }

    /** What they print, to whichever stream, after the script has been read. */
    private String bash(int javaVersion, String commands) throws Exception {
        String preface =
                "set -u; root='%s'; jar=$root/gateway/target/polymeter.jar; java_version=%d; further=; . '%s'; "
                        .formatted(root, javaVersion, SCRIPT);
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", preface + commands).redirectErrorStream(true);
        bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
        bash.environment().put("XDG_CACHE_HOME", root.resolve("home").toString());
        Process process = bash.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
