package io.newsbell;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The table of packages in the README, as a test: work flows down it, imports point up it.
@AnalyzeClasses(packages = "io.newsbell", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.newsbell.";

    /// What each package may import. Who is missing here is new: put it in, here and in the README.
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("embedded", Set.of()),
            Map.entry("problem", Set.of()),
            Map.entry("work", Set.of()),
            Map.entry("trace", Set.of()),
            Map.entry("groupcommit", Set.of()),
            Map.entry("listening", Set.of()),
            Map.entry("language", Set.of()),
            Map.entry("audit", Set.of()),
            Map.entry("app", Set.of("audit", "problem")),
            Map.entry("topic", Set.of("app", "audit", "problem")),
            Map.entry("device", Set.of("app", "groupcommit", "problem")),
            Map.entry("subscription", Set.of("topic", "device", "app", "work", "groupcommit", "problem")),
            Map.entry("merging", Set.of("subscription", "topic", "app", "audit", "work", "problem")),
            Map.entry("ingest", Set.of("language", "app", "work", "problem")),
            Map.entry("outbound", Set.of()),
            Map.entry("feed", Set.of("outbound", "ingest", "app", "audit", "work", "problem")),
            Map.entry("story", Set.of("language", "ingest", "app", "audit", "work", "problem")),
            Map.entry("match", Set.of("language", "story", "ingest", "topic", "app", "work", "problem")),
            Map.entry(
                    "alert", Set.of("match", "story", "ingest", "device", "topic", "app", "audit", "work", "problem")),
            Map.entry("index", Set.of("subscription", "device")),
            Map.entry("projection", Set.of("index", "subscription", "device", "app", "work", "listening", "problem")),
            Map.entry(
                    "audience",
                    Set.of("projection", "index", "alert", "subscription", "device", "topic", "app", "work")),
            Map.entry("ledger", Set.of("audience", "alert", "device", "trace")),
            Map.entry("wave", Set.of("ledger", "audience", "alert", "app", "work")),
            Map.entry("planning", Set.of("wave", "ledger", "audience", "alert", "work", "trace")),
            Map.entry("push", Set.of("alert", "device", "work")),
            Map.entry("retirement", Set.of("ledger", "alert", "device", "app", "audit", "work", "problem")),
            Map.entry(
                    "delivery",
                    Set.of(
                            "retirement",
                            "push",
                            "wave",
                            "ledger",
                            "alert",
                            "device",
                            "topic",
                            "work",
                            "trace",
                            "listening")),
            Map.entry("amendment", Set.of("push", "wave", "ledger", "alert", "device", "topic", "work")),
            Map.entry("fcm", Set.of("http2", "push", "alert", "device", "app")),
            Map.entry("webpush", Set.of("http2", "outbound", "push", "alert", "device", "app", "audit")),
            Map.entry("upkeep", Set.of("wave", "ledger", "alert", "app", "audit", "work", "problem")),
            Map.entry("history", Set.of("ledger", "audience", "alert", "device")),
            Map.entry(
                    "sending",
                    Set.of(
                            "history",
                            "ledger",
                            "push",
                            "audience",
                            "alert",
                            "device",
                            "topic",
                            "app",
                            "work",
                            "problem")),
            Map.entry(
                    "receipt",
                    Set.of(
                            "history",
                            "ledger",
                            "alert",
                            "audience",
                            "match",
                            "ingest",
                            "subscription",
                            "device",
                            "topic",
                            "app",
                            "work",
                            "problem")),
            Map.entry(
                    "aftermath",
                    Set.of("receipt", "history", "ledger", "audience", "alert", "subscription", "device", "work")),
            Map.entry("servicelevel", Set.of("ledger", "alert", "app", "work")),
            Map.entry("crosscheck", Set.of("fcm", "ledger", "audience", "device", "app", "work")),
            Map.entry("ops", Set.of("push", "app", "audit", "work")),
            Map.entry("overload", Set.of("app", "problem")),
            Map.entry("oidc", Set.of("app", "work")),
            Map.entry("people", Set.of("oidc", "app", "audit", "work")),
            Map.entry(
                    "draft",
                    Set.of(
                            "outbound",
                            "people",
                            "audit",
                            "sending",
                            "push",
                            "alert",
                            "ingest",
                            "device",
                            "app",
                            "work",
                            "problem")),
            Map.entry(
                    "webhook",
                    Set.of(
                            "outbound",
                            "listening",
                            "push",
                            "wave",
                            "ledger",
                            "audience",
                            "alert",
                            "app",
                            "work",
                            "problem")),
            Map.entry("web", Set.of("webpush", "topic", "app", "problem")),
            Map.entry("webapp", Set.of("web", "alert", "story", "ingest", "topic", "app")),
            Map.entry("handover", Set.of("device", "app", "work", "problem")),
            Map.entry("bulk", Set.of("subscription", "device", "topic", "app", "work", "problem")),
            Map.entry("sandbox", Set.of("fcm", "webpush")),
            Map.entry(
                    "canary",
                    Set.of(
                            "ledger",
                            "push",
                            "alert",
                            "match",
                            "ingest",
                            "subscription",
                            "device",
                            "topic",
                            "app",
                            "work",
                            "sandbox")),
            Map.entry(
                    "console",
                    Set.of(
                            "draft",
                            "oidc",
                            "people",
                            "sending",
                            "ledger",
                            "history",
                            "push",
                            "audience",
                            "alert",
                            "match",
                            "story",
                            "ingest",
                            "subscription",
                            "device",
                            "topic",
                            "merging",
                            "receipt",
                            "aftermath",
                            "web",
                            "canary",
                            "crosscheck",
                            "ops",
                            "upkeep",
                            "fcm",
                            "retirement",
                            "projection",
                            "app",
                            "audit",
                            "work",
                            "problem")),
            Map.entry(
                    "demo",
                    Set.of(
                            "app",
                            "people",
                            "topic",
                            "device",
                            "subscription",
                            "ingest",
                            "match",
                            "alert",
                            "audience",
                            "ledger",
                            "history",
                            "fcm",
                            "sandbox",
                            "web",
                            "problem")));

    @ArchTest
    void imports_point_up_the_table(JavaClasses all) {
        classes()
                .that()
                .resideInAPackage(ROOT + "(*)..")
                .should(importOnlyWhatTheTableAllows())
                .check(all);
    }

    @ArchTest
    void packages_form_no_cycle(JavaClasses all) {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(all);
    }

    @ArchTest
    void only_fcm_knows_firebase(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "fcm")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.firebase..", "com.google.auth..", "com.google.api..")
                .check(all);
    }

    @ArchTest
    void entities_resources_and_statements_stay_in_their_package(JavaClasses all) {
        for (var suffix : List.of("Entity", "Resource", "Sql", "Worker", "Config")) {
            classes()
                    .that()
                    .haveSimpleNameEndingWith(suffix)
                    .and()
                    .doNotHaveSimpleName("Worker")
                    .should()
                    .notBePublic()
                    .check(all);
        }
    }

    private static ArchCondition<JavaClass> importOnlyWhatTheTableAllows() {
        return new ArchCondition<>("import only what the table allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var from = feature(type);
                type.getDirectDependenciesFromSelf().forEach(dependency -> {
                    var to = feature(dependency.getTargetClass());
                    if (!to.isEmpty()
                            && !to.equals(from)
                            && !MAY_IMPORT.getOrDefault(from, Set.of()).contains(to)) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                });
            }
        };
    }

    /// `ledger` for io.newsbell.ledger.Account, nothing for what is not ours.
    private static String feature(JavaClass type) {
        var name = type.getPackageName() + ".";
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).replaceFirst("\\..*", "") : "";
    }
}
