package io.newsbell.console;

import java.util.List;

/// What every page of the desk shows around its own matter; `templates/console/layout.html` draws it.
///
/// @param person the name of who is signed in, or empty where nobody is (the sign-in page)
/// @param roles what the person may do, in words: "Author, approver"
/// @param app the name of the publisher's app that the desk is open for
/// @param current the section that the page belongs to
/// @param sections what the navigation offers, in its order
/// @param csrf the token that the sign-out form must carry
/// @param isTest whether only test phones can ring; the page then looks unmistakably different
public record Frame(
        String person, String roles, String app, Section current, List<Section> sections, String csrf, boolean isTest) {
    public Frame {
        sections = List.copyOf(sections);
    }

    public boolean isSignedIn() {
        return !person.isEmpty();
    }

    /// One entry of the navigation.
    public enum Section {
        WIRE("Wire", "/console/wire"),
        COMPOSE("Compose", "/console/compose"),
        ALERTS("Alerts", "/console/alerts"),
        TOPICS("Topics", "/console/topics"),
        SUPPORT("Support", "/console/support"),
        PEOPLE("People", "/console/people"),
        AUDIT("Audit", "/console/audit");

        private final String label;
        private final String address;

        Section(String label, String address) {
            this.label = label;
            this.address = address;
        }

        public String label() {
            return label;
        }

        public String address() {
            return address;
        }
    }
}
