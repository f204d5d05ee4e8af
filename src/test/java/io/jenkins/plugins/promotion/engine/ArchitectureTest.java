package io.jenkins.plugins.promotion.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
    private static final String ROOT = "io.jenkins.plugins.promotion";
    private static final String ENGINE = ROOT + ".engine";
    private static final String[] VALUES = {
        ENGINE + ".model..",
        ENGINE + ".schedule..",
        ENGINE + ".slot..",
        ENGINE + ".policy..",
        ENGINE + ".rollback..",
        ENGINE + ".health.."
    };
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void theEngineNeedsNothingButJavaAndAFewLibraries() {
        classes()
                .that()
                .resideInAPackage(ENGINE + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ENGINE + "..",
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl..",
                        "com.fasterxml.jackson..",
                        "com.jayway.jsonpath..",
                        "org.apache.hc..",
                        "org.apache.commons.numbers..",
                        "org.apache.commons.text..",
                        "org.dmfs.rfc5545..")
                .check(ALL);
    }

    @Test
    void onlySchedulesKnowTheLibraryOfRecurrence() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".schedule..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.dmfs..")
                .check(ALL);
    }

    @Test
    void onlyTheNetworkKnowsTheLibrariesOfHttpAndJsonPath() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".net..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "com.jayway..", "javax.net.ssl..")
                .check(ALL);
    }

    @Test
    void onlyTheAnalysisKnowsTheLibraryOfSpecialFunctions() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".analysis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.commons.numbers..")
                .check(ALL);
    }

    @Test
    void packagesOfTheEngineDependOnEachOtherInOneDirection() {
        slices().matching(ENGINE + ".(*)..").should().beFreeOfCycles().check(ALL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            model     | model
            analysis  | analysis, model
            schedule  | schedule, model
            slot      | slot, health, net, model
            policy    | policy, schedule, slot, health, net, model
            rollback  | rollback, policy, schedule, slot, health, net, model
            ledger    | ledger, slot, health, net, model
            promotion | promotion, ledger, policy, schedule, slot, health, net, model
            rollout   | rollout, analysis, promotion, ledger, policy, schedule, slot, health, net, model
            net       | net, model
            health    | health, net, model
            metrics   | metrics, net, model
            probe     | probe, health, metrics, net, model
            measure   | measure, analysis, metrics, net, model
            """)
    void aPackageKnowsOnlyThoseBelowIt(String name, String known) {
        String[] above = ALL.stream()
                .map(JavaClass::getPackageName)
                .filter(other -> other.startsWith(ENGINE + "."))
                .filter(other -> !List.of(known.split(", "))
                        .contains(other.substring(ENGINE.length() + 1).split("\\.")[0]))
                .distinct()
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ENGINE + "." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(ALL);
    }

    @Test
    void testsAndJudgesKnowNothingOfWhatIsDecidedWithThem() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ENGINE + ".analysis.sequential..",
                        ENGINE + ".analysis.window..",
                        ENGINE + ".analysis.kayenta..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ENGINE + ".analysis", ENGINE + ".model..")
                .check(ALL);
        slices().matching(ENGINE + ".analysis.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void onlyTheLedgerTouchesFilesAndOnlyProbesTouchTheNetwork() {
        noClasses()
                .that(resideInAnyPackage(
                        ENGINE + ".model..",
                        ENGINE + ".analysis..",
                        ENGINE + ".schedule..",
                        ENGINE + ".slot..",
                        ENGINE + ".policy..",
                        ENGINE + ".rollback..",
                        ENGINE + ".health..",
                        ENGINE + ".measure..",
                        ENGINE + ".promotion.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..")
                        .or(assignableTo(File.class)))
                .check(ALL);
    }

    @Test
    void whatIsDecidedDoesNotDependOnTheClockOfTheMachine() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + "..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ALL);
    }

    @Test
    void valuesStatesAndRulesCannotBeChanged() {
        fields().that()
                .areDeclaredInClassesThat(resideInAnyPackage(VALUES))
                .should()
                .beFinal()
                .check(ALL);
        classes()
                .that(resideInAnyPackage(VALUES).and(not(INTERFACES)))
                .and()
                .areNotAnonymousClasses()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(ALL);
    }

    /** The compiler finds classes of the plugin on its source path and compiles those that need no Jenkins, silently. */
    @Test
    void theEngineBuildHasNoClassesOfThePlugin() {
        assumeFalse(isJenkinsPresent(), "this is the build of the plugin");
        assertThat(ALL)
                .isNotEmpty()
                .extracting(JavaClass::getPackageName)
                .allMatch(name -> name.matches("\\Q" + ROOT + "\\E\\.(engine|commandline)(\\..*)?"));
    }

    private static boolean isJenkinsPresent() {
        return ArchitectureTest.class.getClassLoader().getResource("jenkins/model/Jenkins.class") != null;
    }
}
