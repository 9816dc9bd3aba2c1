package io.newsbell.sandbox;

/// Whom a message is for.
public record Target(Kind kind, String value) {
    public enum Kind {
        TOKEN("token"),
        INSTALLATION("fid"),
        TOPIC("topic"),
        CONDITION("condition");

        private final String field;

        Kind(String field) {
            this.field = field;
        }

        /// Its name in the JSON of a message.
        public String field() {
            return field;
        }
    }

    @Override
    public String toString() {
        return kind.field() + " …" + value.substring(Math.max(0, value.length() - 4));
    }
}
