package io.jenkins.plugins.promotion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which part of the plugin may use which: Jenkins at the rim, the engine inside. */
@AnalyzeClasses(packagesOf = LayersTest.class, importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    @ArchTest
    static final ArchRule dependenciesPointInwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture()
            .layer("engine")
            .definedBy("..promotion.engine..")
            .layer("credentials")
            .definedBy("..promotion.credentials..")
            .layer("form")
            .definedBy("..promotion.form..")
            .layer("metrics")
            .definedBy("..promotion.metrics..")
            .layer("health")
            .definedBy("..promotion.health..")
            .layer("analysis")
            .definedBy("..promotion.analysis..")
            .layer("canary")
            .definedBy("..promotion.canary..")
            .layer("gate")
            .definedBy("..promotion.gate..")
            .layer("config")
            .definedBy("..promotion.config..")
            .layer("security")
            .definedBy("..promotion.security..")
            .layer("store")
            .definedBy("..promotion.store..")
            .layer("runtime")
            .definedBy("..promotion.runtime..")
            .layer("verification")
            .definedBy("..promotion.verification..")
            .layer("tag")
            .definedBy("..promotion.tag..")
            .layer("view")
            .definedBy("..promotion.view..")
            .layer("run")
            .definedBy("..promotion.run..")
            .layer("job")
            .definedBy("..promotion.job..")
            .layer("hold")
            .definedBy("..promotion.hold..")
            .layer("cli")
            .definedBy("..promotion.cli..")
            .layer("steps")
            .definedBy("..promotion.steps..")
            .layer("rollout")
            .definedBy("..promotion.rollout..")
            .whereLayer("gate")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("rollout")
            .mayOnlyBeAccessedByLayers("analysis")
            .whereLayer("canary")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("analysis")
            .mayOnlyBeAccessedByLayers("canary")
            .whereLayer("steps")
            .mayOnlyBeAccessedByLayers("rollout")
            .whereLayer("hold")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("job")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("run")
            .mayOnlyBeAccessedByLayers("gate", "steps", "job", "analysis", "canary", "rollout")
            .whereLayer("verification")
            .mayOnlyBeAccessedByLayers("run")
            .whereLayer("tag")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("view")
            .mayOnlyBeAccessedByLayers("gate", "run", "job", "hold", "cli", "canary")
            .whereLayer("runtime")
            .mayOnlyBeAccessedByLayers(
                    "gate",
                    "verification",
                    "tag",
                    "run",
                    "job",
                    "hold",
                    "cli",
                    "steps",
                    "analysis",
                    "canary",
                    "rollout")
            .whereLayer("health")
            .mayOnlyBeAccessedByLayers("gate", "config")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("health", "gate", "analysis", "verification", "tag")
            .whereLayer("credentials")
            .mayOnlyBeAccessedByLayers("metrics", "health", "gate", "config", "verification", "tag")
            .whereLayer("form")
            .mayOnlyBeAccessedByLayers("config", "metrics", "health", "gate", "analysis", "steps")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers(
                    "runtime",
                    "verification",
                    "tag",
                    "view",
                    "run",
                    "job",
                    "hold",
                    "cli",
                    "steps",
                    "analysis",
                    "canary")
            .whereLayer("config")
            .mayOnlyBeAccessedByLayers("runtime", "verification", "run", "job", "hold", "cli", "steps")
            .whereLayer("security")
            .mayOnlyBeAccessedByLayers(
                    "config", "runtime", "view", "run", "job", "hold", "cli", "steps", "canary", "rollout");

    @ArchTest
    static final ArchRule theEngineKnowsNothingOfJenkins = noClasses()
            .that()
            .resideInAPackage("..promotion.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("hudson..", "jenkins..", "org.jenkinsci..", "org.kohsuke..");
}
