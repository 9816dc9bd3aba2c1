package io.newsbell.demo;

import java.util.Locale;

/// Why a phone rang or stayed silent.
///
/// @param sentence without a subject: `Follows “Wales”: …`
record Why(Verdict verdict, String sentence) {
    enum Verdict {
        RANG("Rang"),
        SILENT("Silent"),
        WAITING("Waiting");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public String css() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
