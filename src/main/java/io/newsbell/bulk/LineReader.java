package io.newsbell.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a body into lines, holding one line and one buffer. A line that does not come to its end because the
/// connection broke is nobody's: only a body that ends properly ends its last line without a newline.
final class LineReader {
    /// A device with 500 follows takes about 30 KiB.
    static final int LONGEST = 64 * 1024;

    /// Whoever sends a byte now and then does not occupy a thread for ever.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final Clock clock;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] line = new byte[LONGEST];
    private int next;
    private int end;
    private boolean finished;

    LineReader(InputStream in, Clock clock) {
        this.in = in;
        this.clock = clock;
    }

    /// Null at the end. What is longer than allowed is read to its end and given up.
    ///
    /// @throws IOException if the sender went away, or took too long
    @Nullable
    Line next() throws IOException {
        var length = 0;
        var anything = false;
        var started = clock.instant();
        while (true) {
            if (next == end && !fill(started)) {
                return anything ? line(length) : null;
            }
            anything = true;
            var stop = indexOfNewline();
            var part = stop - next;
            if (length + part <= LONGEST) {
                System.arraycopy(buffer, next, line, length, part);
            }
            // Once too long it stays too long, however long it gets.
            length = Math.min(length + part, LONGEST + 1);
            next = stop;
            if (next < end) {
                next++;
                return line(length);
            }
        }
    }

    /// Whether the next line may be some time in coming.
    boolean mustWait() throws IOException {
        return indexOfNewline() == end && !finished && in.available() <= 0;
    }

    private boolean fill(Instant started) throws IOException {
        if (finished) {
            return false;
        }
        if (clock.instant().isAfter(started.plus(PATIENCE))) {
            throw new IOException("The sender is too slow");
        }
        next = 0;
        end = Math.max(0, in.read(buffer));
        finished = end == 0;
        return !finished;
    }

    private int indexOfNewline() {
        var at = next;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private Line line(int length) {
        var tooLong = length > LONGEST;
        return new Line(tooLong ? new byte[0] : Arrays.copyOf(line, length), tooLong);
    }

    record Line(byte[] bytes, boolean tooLong) {}
}
