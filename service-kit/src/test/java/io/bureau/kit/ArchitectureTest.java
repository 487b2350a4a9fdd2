package io.bureau.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The kit is below every service; what holds in services as well is in the house rules of the test kit, which is above us. */
class ArchitectureTest {

    private final JavaClasses kit = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bureau.kit");

    @Test
    void theKitKnowsNoService() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bureau.identity..", "io.bureau.apikey..", "io.bureau.ratelimit..", "io.bureau.desktops..")
                .check(kit);
    }

    @Test
    void nothingHereBringsBlockingTransactions() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..", "jakarta.persistence..")
                .check(kit);
    }
}
