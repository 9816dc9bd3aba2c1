package io.newsbell.people;

import io.newsbell.app.App;
import io.newsbell.app.Apps;
import io.newsbell.app.Secret;
import io.newsbell.audit.Act;
import io.newsbell.audit.Actor;
import io.newsbell.audit.AuditLog;
import io.newsbell.oidc.Oidc;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/// Makes sure that somebody can sign in: with a password that must be changed at once. This is also the way
/// back in where people signed in elsewhere and cannot any more.
@Singleton
class FirstPerson {
    private static final Logger LOG = Logger.getLogger(FirstPerson.class);
    private static final Map<String, String> LET_IN =
            Map.of("change", "let in as the first person, with every role and a first password");
    private static final int AFTER_THE_APP_EXISTS = 150;

    private final PeopleConfig config;
    private final Path dataFolder;
    private final PeopleSql sql;
    private final Oidc oidc;
    private final Apps apps;
    private final AuditLog audit;
    private final Jdbi jdbi;
    private final Clock clock;

    FirstPerson(
            PeopleConfig config,
            @ConfigProperty(name = "newsbell.data-folder", defaultValue = "data") Path dataFolder,
            PeopleSql sql,
            Oidc oidc,
            Apps apps,
            AuditLog audit,
            Jdbi jdbi,
            Clock clock) {
        this.config = config;
        this.dataFolder = dataFolder;
        this.sql = sql;
        this.oidc = oidc;
        this.apps = apps;
        this.audit = audit;
        this.jdbi = jdbi;
        this.clock = clock;
    }

    @Transactional
    void ensure(@Observes @Priority(AFTER_THE_APP_EXISTS) StartupEvent event) {
        // Of nodes that start at the same moment one makes it.
        jdbi.useHandle(db -> db.execute("SELECT pg_advisory_xact_lock(hashtext('newsbell.people'))"));
        if (sql.anybodyHasPassword() || anybodySignsInElsewhere()) {
            return;
        }
        var _ = sql.insert(config.firstEmail(), "First editor", null, false, false, clock.instant());
        sql.byEmail(config.firstEmail())
                .filter(person -> !person.hasPassword() && !person.isGuest())
                .filter(Person::active)
                .ifPresentOrElse(this::letIn, this::warn);
    }

    private boolean anybodySignsInElsewhere() {
        return sql.all().stream()
                .anyMatch(person -> person.active() && !person.isGuest() && oidc.isIssuer(person.issuer()));
    }

    private void letIn(Person first) {
        var password = config.firstPassword().orElseGet(this::generate);
        sql.password(first.id(), Passwords.hash(password), true);
        apps.all().forEach(app -> sql.roles(first.id(), app.id(), EnumSet.allOf(Role.class)));
        // In one order: each holds the head of an app's log until the end.
        apps.all().stream()
                .sorted(Comparator.comparingLong(App::id))
                .forEach(app ->
                        audit.record(app.id(), Actor.NEWSBELL, Act.PERSON_SAVED, "person:" + first.email(), LET_IN));
    }

    private void warn() {
        LOG.warnf(
                "Nobody can sign in at the desk with a password, and the account of %s is closed, or a guest's: name somebody else in NEWSBELL_PEOPLE_FIRST_EMAIL",
                config.firstEmail());
    }

    private String generate() {
        var password = Secret.random("").value();
        var file = dataFolder.resolve("desk-password");
        try {
            Files.createDirectories(dataFolder);
            Files.deleteIfExists(file);
            try (var out = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                out.write(ByteBuffer.wrap(password.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The desk's first password cannot be kept in " + file, e);
        }
        LOG.infof("The desk's first password, of %s, is in %s", config.firstEmail(), file);
        return password;
    }
}
