package io.newsbell.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Every accepted message, the newest ones in full. What falls out of memory stays counted in [SandboxStats].
///
/// A ring: message n lies at n modulo the capacity, and each names its predecessor to the same target by
/// number, so that neither the index nor a chain keeps a forgotten message alive.
public final class Ledger {
    /// Somebody's ear at the ledger, until closed.
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private final String project;
    private final @Nullable SandboxMessage[] ring;
    private final Map<String, Long> latest = new HashMap<>();
    private final List<Consumer<SandboxMessage>> listeners = new CopyOnWriteArrayList<>();
    private long last;
    private long forgotten;

    Ledger(String project, int capacity) {
        this.project = project;
        this.ring = new @Nullable SandboxMessage[capacity];
    }

    SandboxMessage add(Target target, byte[] request, String httpVersion, Instant now) {
        SandboxMessage message;
        synchronized (this) {
            long seq = ++last;
            int slot = slot(seq);
            SandboxMessage oldest = ring[slot];
            if (oldest != null) {
                forgotten = oldest.seq();
                latest.remove(oldest.target().value(), oldest.seq());
            }
            Long previous = latest.put(target.value(), seq);
            message = new SandboxMessage(
                    seq, previous == null ? 0 : previous, now, target, name(seq, now), httpVersion, request);
            ring[slot] = message;
        }
        for (Consumer<SandboxMessage> listener : listeners) {
            listener.accept(message);
        }
        return message;
    }

    /// Every remembered message to this token or installation id, oldest first.
    public synchronized List<SandboxMessage> messagesTo(String target) {
        List<SandboxMessage> found = new ArrayList<>();
        for (long seq = latest.getOrDefault(target, 0L); seq > forgotten; ) {
            SandboxMessage message = remembered(seq);
            found.add(message);
            seq = message.previous();
        }
        Collections.reverse(found);
        return found;
    }

    /// Every remembered message to this phone, whichever of its two addresses was used, oldest first.
    public List<SandboxMessage> messagesToPhone(String address) {
        String installation = SandboxTokens.installationOf(address);
        List<SandboxMessage> found = new ArrayList<>(messagesTo(installation));
        found.addAll(messagesTo(SandboxTokens.tokenOf(installation)));
        found.sort((a, b) -> Long.compare(a.seq(), b.seq()));
        return found;
    }

    /// Every remembered message after this number, oldest first; 0 for all.
    public List<SandboxMessage> since(long seq) {
        return since(seq, Integer.MAX_VALUE);
    }

    synchronized List<SandboxMessage> since(long seq, int limit) {
        List<SandboxMessage> found = new ArrayList<>();
        for (long next = Math.max(seq, forgotten) + 1; next <= last && found.size() < limit; next++) {
            found.add(remembered(next));
        }
        return found;
    }

    /// The number of the newest message; 0 before the first.
    public synchronized long last() {
        return last;
    }

    /// The number of the newest message that is no longer remembered; 0 while all are.
    public synchronized long forgotten() {
        return forgotten;
    }

    /// Called after each message, on the event loop that took it: with two event loops the calls may overlap and
    /// overtake each other by a hair, so order by `seq`. It must not block. Close the answer to stop listening.
    public Listening onMessage(Consumer<SandboxMessage> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Forgets the messages. Numbering goes on, so that a reader's cursor stays good; the statistics stay too.
    public synchronized void clear() {
        Arrays.fill(ring, null);
        latest.clear();
        forgotten = last;
    }

    private SandboxMessage remembered(long seq) {
        SandboxMessage message = ring[slot(seq)];
        if (message == null || message.seq() != seq) {
            throw new IllegalStateException("message " + seq + " should be remembered");
        }
        return message;
    }

    private int slot(long seq) {
        return (int) (seq % ring.length);
    }

    /// Google's form: microseconds since 1970, `%`, 16 hexadecimal digits; here the digits are the number.
    private String name(long seq, Instant now) {
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        return "projects/" + project + "/messages/0:" + micros + "%" + hex16(seq);
    }

    private static String hex16(long seq) {
        String hex = Long.toHexString(seq);
        return "0".repeat(16 - hex.length()) + hex;
    }
}
