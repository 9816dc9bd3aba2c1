package io.newsbell.device;

/// Where a push is sent to. It is no credential, but whoever has it and the project's key could ring the phone: it
/// cannot print itself.
public record Address(AddressKind kind, String value) {
    @Override
    public String toString() {
        return "…" + value.substring(Math.max(0, value.length() - 4));
    }
}
