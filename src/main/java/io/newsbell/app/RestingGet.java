package io.newsbell.app;

import java.io.IOException;
import java.time.Duration;
import org.jose4j.http.SimpleGet;
import org.jose4j.http.SimpleResponse;

/// Leaves a server alone for a while after it has failed: a storm of registrations must neither wait for it one by one
/// nor keep it down.
final class RestingGet implements SimpleGet {
    private final SimpleGet get;
    private final long restNanos;
    private volatile long restingUntil = System.nanoTime();

    RestingGet(SimpleGet get, Duration rest) {
        this.get = get;
        this.restNanos = rest.toNanos();
    }

    @Override
    public SimpleResponse get(String location) throws IOException {
        if (System.nanoTime() - restingUntil < 0) {
            throw new IOException(location + " has just failed and is left alone");
        }
        try {
            return get.get(location);
        } catch (IOException e) {
            restingUntil = System.nanoTime() + restNanos;
            throw e;
        }
    }
}
