package io.newsbell.oidc;

/// The provider could not be asked, or its answer not be believed. The message is for operators.
final class ProviderTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isDown;

    private ProviderTrouble(String message, boolean isDown) {
        super(message, null, false, false);
        this.isDown = isDown;
    }

    static ProviderTrouble down(String message) {
        return new ProviderTrouble(message, true);
    }

    static ProviderTrouble unbelievable(String message) {
        return new ProviderTrouble(message, false);
    }

    /// Whether it may be otherwise soon.
    boolean isDown() {
        return isDown;
    }
}
