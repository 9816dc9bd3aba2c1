package io.newsbell.console;

import io.newsbell.app.App;
import io.newsbell.people.Person;
import io.newsbell.people.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What every page of the desk shows around its own matter; `templates/console/layout.html` draws it.
///
/// @param person   the name of who is signed in, or empty where nobody is (the sign-in page)
/// @param roles    what the person may do, in words: "author, approver"
/// @param app      the name of the publisher's app that the desk is open for
/// @param base     where the app's pages begin
/// @param current  the section that the page belongs to; null on pages outside of them
/// @param sections what the navigation offers, in its order
/// @param csrf     the token that every form must carry
/// @param isStopped whether all sending of the app is stopped
/// @param isTest   whether only test phones can ring; the page then looks unmistakably different
public record Frame(
        String person,
        String roles,
        String app,
        String base,
        @Nullable Section current,
        List<Section> sections,
        String csrf,
        boolean isStopped,
        boolean isTest) {
    /// Around pages for who is not signed in.
    static final Frame OUTSIDE = new Frame("", "", "Desk", "/desk", null, List.of(), "", false, false);

    public Frame {
        sections = List.copyOf(sections);
    }

    static Frame of(Person person, App app, @Nullable Section current, String csrf, boolean isStopped) {
        var roles = person.of(app.id());
        return new Frame(
                person.name(),
                words(roles),
                app.name(),
                "/desk/" + app.slug(),
                current,
                Section.of(roles),
                csrf,
                isStopped,
                false);
    }

    /// The same, for what can ring test phones only.
    Frame asTest() {
        return new Frame(person, roles, app, base, current, sections, csrf, isStopped, true);
    }

    public boolean isSignedIn() {
        return !person.isEmpty();
    }

    static String words(Collection<Role> roles) {
        return roles.stream().sorted(Comparator.naturalOrder()).map(Role::label).collect(Collectors.joining(", "));
    }

    /// One entry of the navigation.
    public enum Section {
        WIRE("Wire", "wire"),
        COMPOSE("Drafts", "drafts"),
        ALERTS("Alerts", "alerts"),
        TOPICS("Topics", "topics"),
        SUPPORT("Support", "support"),
        WEB("Website", "web"),
        PEOPLE("People", "people"),
        OPS("Ops", "ops"),
        AUDIT("Audit", "audit");

        private final String label;
        private final String path;

        Section(String label, String path) {
            this.label = label;
            this.path = path;
        }

        public String label() {
            return label;
        }

        public String path() {
            return path;
        }

        static List<Section> of(Set<Role> roles) {
            var all = EnumSet.allOf(Section.class);
            if (!roles.contains(Role.ADMIN)) {
                all.removeAll(EnumSet.of(WEB, PEOPLE));
            }
            if (!roles.contains(Role.OPS)) {
                all.remove(OPS);
            }
            return List.copyOf(all);
        }
    }
}
