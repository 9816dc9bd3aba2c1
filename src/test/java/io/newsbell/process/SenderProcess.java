package io.newsbell.process;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A sender that is measured beside Newsbell.
public final class SenderProcess implements AutoCloseable {
    private final ChildProcess child;

    SenderProcess(ChildProcess child) {
        this.child = child;
    }

    /// Waits for a line that it prints.
    ///
    /// @throws IllegalStateException if it ends before
    public Matcher awaitLine(Pattern pattern) {
        return child.awaitLine(pattern);
    }

    @Override
    public void close() {
        if (!child.isOver()) {
            child.kill();
        }
    }
}
