package io.newsbell.webapp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// There is no such page, at least not for the public. See [NotThereMapper].
final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Frame frame;

    /// @param frame null if there is not even such an app
    private NotThere(@Nullable Frame frame) {
        super("There is no such page", null, false, false);
        this.frame = frame;
    }

    static NotThere in(Frame frame) {
        return new NotThere(frame);
    }

    static NotThere atAll() {
        return new NotThere(null);
    }

    Optional<Frame> frame() {
        return Optional.ofNullable(frame);
    }
}
