package io.bureau.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * What holds in every module of the house, as architecture tests. A module's test names its own root package:
 *
 * <pre>{@code
 * private final HouseRules house = HouseRules.of("io.bureau.apikey");
 *
 * @Test
 * void everyRuleOfTheHouseHolds() {
 *     house.check();
 * }
 * }</pre>
 */
public final class HouseRules {

    private static final List<String> SERVICES =
            List.of("io.bureau.identity", "io.bureau.apikey", "io.bureau.ratelimit", "io.bureau.desktops");
    private static final List<String> CONFIGURATION =
            List.of("application.properties", "META-INF/microprofile-config.properties");

    private final String root;
    private final JavaClasses classes;

    private HouseRules(String root) {
        this.root = root;
        this.classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .importPackages(root);
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("no classes in " + root + ": nothing would be checked");
        }
    }

    /** The rules for the module whose packages all begin with {@code root}. */
    public static HouseRules of(String root) {
        return new HouseRules(root);
    }

    /** Checks them all; throws {@link AssertionError} that names what breaks which rule. */
    public void check() {
        featuresDoNotGoInCircles();
        noOtherServiceIsKnown();
        transactionsAreReactive();
        noPathIsGuardedByPattern();
    }

    /** Two features that need each other are one feature, or lack a third. */
    public void featuresDoNotGoInCircles() {
        slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    /** Services speak HTTP with each other; what they share is in the kit, which knows none of them. */
    public void noOtherServiceIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat(isOfAnotherService())
                .because("services share nothing but the kit")
                .check(classes);
    }

    /** {@code @WithTransaction} is the one style; JTA's would block an event loop or silently do nothing. */
    public void transactionsAreReactive() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.transaction..")
                .because("transactions are @WithTransaction, never @Transactional")
                .check(classes);
    }

    /**
     * Guards by URL pattern can be walked around (CVE-2026-39852, CVE-2026-50559): guards are annotations on resources.
     * Looks at the configuration of the module and of everything of ours on its class path.
     */
    public void noPathIsGuardedByPattern() {
        for (var file : configuration()) {
            var offending = lines(file)
                    .filter(line -> line.contains("quarkus.http.auth.permission")
                            || line.contains("quarkus.management.auth.permission"))
                    .toList();
            if (!offending.isEmpty()) {
                throw new AssertionError(file + " guards paths by pattern: " + offending);
            }
        }
    }

    private DescribedPredicate<JavaClass> isOfAnotherService() {
        var others = SERVICES.stream().filter(service -> !service.equals(root)).toList();
        return DescribedPredicate.describe(
                "belong to another service",
                target -> others.stream()
                        .anyMatch(other -> target.getPackageName().equals(other)
                                || target.getPackageName().startsWith(other + ".")));
    }

    private static List<URL> configuration() {
        var loader = Thread.currentThread().getContextClassLoader();
        return CONFIGURATION.stream()
                .flatMap(name -> {
                    try {
                        return Collections.list(loader.getResources(name)).stream();
                    } catch (IOException unreadable) {
                        throw new UncheckedIOException(unreadable);
                    }
                })
                .toList();
    }

    private static Stream<String> lines(URL file) {
        try (var content = file.openStream()) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.strip().startsWith("#"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
