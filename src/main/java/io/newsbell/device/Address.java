package io.newsbell.device;

/// Where a push is sent to. It is no credential, but whoever has it and the project's key could ring the
/// phone: it cannot print itself.
public record Address(AddressKind kind, String value) {
    /// Of what Firebase's addresses consist.
    public static final String CHARACTERS = "[A-Za-z0-9_:.=-]+";

    /// Or a browser's endpoint; whether it is one is looked at closer.
    static final String CHARACTERS_OR_ENDPOINT = CHARACTERS + "|https://\\S+";

    /// Google does not say how long an address may be; those seen have 22 to 250 characters.
    public static final int LONGEST = 1_024;

    @Override
    public String toString() {
        return "…" + value.substring(Math.max(0, value.length() - 4));
    }
}
