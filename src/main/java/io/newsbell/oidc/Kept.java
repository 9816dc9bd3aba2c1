package io.newsbell.oidc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What the provider has said, kept until it must be asked again. However many want it, one question is under
/// way, beside them: a provider that is slow keeps those waiting who have nothing to go on with, together and
/// once, and nobody else for longer than a moment.
final class Kept<V> {
    /// Enough for a provider that is well: what it says anew then counts at once.
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /// Any question is given up long before.
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /// People who press the button again must not wait one by one for a server that is down.
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

    /// Somebody with made-up tokens must not make the provider be asked all the time.
    private static final Duration REST_BETWEEN = Duration.ofSeconds(10);

    private final Question<V> question;
    private final Duration goodFor;
    private final Duration usableFor;
    private final Clock clock;
    private volatile @Nullable Known<V> known;
    private @Nullable CompletableFuture<Known<V>> asking;
    private Instant restingUntil = Instant.MIN;
    private Instant insistedAt = Instant.MIN;

    /// @param goodFor   so long nobody asks again
    /// @param usableFor so long it does while the provider is slow or down
    Kept(Question<V> question, Duration goodFor, Duration usableFor, Clock clock) {
        this.question = question;
        this.goodFor = goodFor;
        this.usableFor = usableFor;
        this.clock = clock;
    }

    @FunctionalInterface
    interface Question<V> {
        /// @param before what it said last; null if nothing
        V ask(@Nullable V before) throws ProviderTrouble;
    }

    private record Known<V>(V value, Instant at) {}

    /// What was said last, however long ago; empty if nothing was.
    Optional<V> last() {
        return Optional.ofNullable(known).map(Known::value);
    }

    V get() throws ProviderTrouble {
        var had = known;
        if (had == null || isOlder(had, usableFor)) {
            return answer(had, LONGEST);
        }
        if (!isOlder(had, goodFor)) {
            return had.value();
        }
        try {
            return answer(had, PATIENCE);
        } catch (ProviderTrouble _) {
            return had.value();
        }
    }

    /// What the provider says now, for who misses something in what is kept. The same again if it was asked for
    /// that a moment ago.
    V newerThan(V insufficient) throws ProviderTrouble {
        var had = known;
        if (had != null && (!had.value().equals(insufficient) || !mayInsist())) {
            return had.value();
        }
        return answer(had, LONGEST);
    }

    private synchronized boolean mayInsist() {
        var now = clock.instant();
        if (now.isBefore(insistedAt.plus(REST_BETWEEN))) {
            return false;
        }
        insistedAt = now;
        return true;
    }

    private boolean isOlder(Known<V> than, Duration age) {
        return !clock.instant().isBefore(than.at().plus(age));
    }

    private V answer(@Nullable Known<V> had, Duration patience) throws ProviderTrouble {
        try {
            return question(had).get(patience.toNanos(), TimeUnit.NANOSECONDS).value();
        } catch (TimeoutException e) {
            throw ProviderTrouble.down("it has not answered for %s".formatted(patience));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProviderTrouble trouble) {
                throw trouble;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProviderTrouble.down("this server is being stopped");
        }
    }

    /// @param had what the caller has: who comes after somebody else's answer takes that
    private synchronized CompletableFuture<Known<V>> question(@Nullable Known<V> had) {
        if (asking != null) {
            return asking;
        }
        var now = known;
        if (now != null && !now.equals(had)) {
            return CompletableFuture.completedFuture(now);
        }
        if (clock.instant().isBefore(restingUntil)) {
            return CompletableFuture.failedFuture(ProviderTrouble.down("it did not answer a moment ago"));
        }
        var answer = new CompletableFuture<Known<V>>();
        asking = answer;
        Thread.ofVirtual().name("newsbell-oidc").start(() -> ask(now, answer));
        return answer;
    }

    private void ask(@Nullable Known<V> before, CompletableFuture<Known<V>> answer) {
        try {
            var found = new Known<>(question.ask(before == null ? null : before.value()), clock.instant());
            ended(found);
            answer.complete(found);
        } catch (ProviderTrouble | RuntimeException | Error e) {
            ended(null);
            answer.completeExceptionally(e);
        }
    }

    private synchronized void ended(@Nullable Known<V> found) {
        asking = null;
        if (found == null) {
            restingUntil = clock.instant().plus(REST_AFTER_FAILURE);
        } else {
            known = found;
        }
    }
}
