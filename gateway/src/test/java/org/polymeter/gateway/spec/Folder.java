package org.polymeter.gateway.spec;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where files lie that the tests of the specification read. */
final class Folder {

    private Folder() {}

    /** A file of docs/spec. */
    static Path spec(String name) {
        return docs("spec").resolve(name);
    }

    /** A file of docs; tests start in the root of the checkout or in the module's folder. */
    static Path docs(String name) {
        Path here = Path.of("docs");
        return (Files.exists(here) ? here : Path.of("..").resolve(here)).resolve(name);
    }
}
