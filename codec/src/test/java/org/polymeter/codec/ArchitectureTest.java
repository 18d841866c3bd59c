package org.polymeter.codec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md, for the library. */
class ArchitectureTest {

    private static final String CODEC = "org.polymeter.codec";
    private static final String[] PROTOCOLS = {
        CODEC + ".p1..",
        CODEC + ".hdlc..",
        CODEC + ".dlms..",
        CODEC + ".mbus..",
        CODEC + ".sml..",
        CODEC + ".readout..",
        CODEC + ".tic.."
    };

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(CODEC);

    @Test
    void the_library_needs_nothing_but_the_jdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", CODEC + "..")
                .check(code);
    }

    @Test
    void it_reads_no_files_opens_no_sockets_and_starts_no_threads() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Vocabulary") // reads its own resource
                .and()
                .doNotHaveSimpleName("MeterKinds") // likewise
                .and()
                .haveSimpleNameNotEndingWith("Writer") // collects bytes in java.io.ByteArrayOutputStream
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .check(code);
    }

    @Test
    void it_has_no_clock_of_its_own() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(code);
    }

    @Test
    void packages_form_no_circles() {
        slices().matching(CODEC + ".(*)..").should().beFreeOfCycles().check(code);
    }

    @Test
    void protocols_do_not_know_each_other() {
        slices().matching(CODEC + ".(p1|hdlc|dlms|mbus|sml|readout|tic)..")
                .should()
                .notDependOnEachOther()
                .check(code);
    }

    @Test
    void only_the_front_door_knows_the_protocols() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        CODEC + ".frame..",
                        CODEC + ".observation..",
                        CODEC + ".reading..",
                        CODEC + ".kind..",
                        CODEC + ".bytes..",
                        CODEC + ".text..",
                        CODEC + ".security..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROTOCOLS)
                .check(code);
    }

    @Test
    void nothing_that_decodes_knows_readings() {
        noClasses()
                .that()
                .resideOutsideOfPackages(CODEC + ".reading..", CODEC + ".explain..") // it names what was decoded
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CODEC + ".reading..")
                .check(code);
    }

    @Test
    void framers_decoders_and_writers_are_final() {
        classes()
                .that()
                .haveNameMatching(".*(Framer|Decoder|Writer)")
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(code);
    }

    @Test
    void no_number_of_a_meter_is_a_float() {
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(CODEC + ".observation..")
                .or()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(PROTOCOLS)
                .should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .check(code);
    }
}
