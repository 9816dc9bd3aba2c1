package io.newsbell.work;

/// Which work is taken first when more is due than can be done.
public enum Priority {
    BREAKING(100),
    USUAL(50),
    LEISURELY(10);

    private final int value;

    Priority(int value) {
        this.value = value;
    }

    int value() {
        return value;
    }
}
