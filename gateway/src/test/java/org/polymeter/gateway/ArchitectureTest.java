package org.polymeter.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md, for the program. */
class ArchitectureTest {

    private static final String GATEWAY = "org.polymeter.gateway";

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(GATEWAY);

    @Test
    void packages_form_no_circles() {
        slices().matching(GATEWAY + ".(*)..").should().beFreeOfCycles().check(code);
    }

    @Test
    void the_spine_knows_contracts_and_no_implementation() {
        noClasses()
                .that()
                .resideInAPackage(GATEWAY + ".flow..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(GATEWAY + "\\.(source|sink)\\.\\w+(Source|Sink)")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        GATEWAY + ".adapter..",
                        GATEWAY + ".archive..",
                        GATEWAY + ".mqtt..",
                        GATEWAY + ".influx..",
                        GATEWAY + ".config..",
                        GATEWAY + ".cli..",
                        GATEWAY + ".intake..")
                .check(code);
    }

    @Test
    void sources_know_no_sinks_and_sinks_no_sources() {
        noClasses()
                .that()
                .resideInAPackage(GATEWAY + ".source..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GATEWAY + ".sink..", GATEWAY + ".flow..", GATEWAY + ".profile..")
                .check(code);
        noClasses()
                .that()
                .resideInAnyPackage(GATEWAY + ".sink..", GATEWAY + ".influx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(GATEWAY + ".source..", GATEWAY + ".flow..", GATEWAY + ".adapter..")
                .check(code);
    }

    @Test
    void the_simulator_knows_writers_and_nothing_that_reads() {
        noClasses()
                .that()
                .resideInAPackage(GATEWAY + ".simulator..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("org\\.polymeter\\.codec\\..*(Framer|Decoder|MeterStream|Harmonizer)")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(GATEWAY + ".adapter..", GATEWAY + ".intake..", GATEWAY + ".flow..")
                .check(code);
    }

    @Test
    void time_is_handed_in() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(code);
    }

    @Test
    void only_the_command_line_prints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(GATEWAY + ".cli..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(code);
    }
}
