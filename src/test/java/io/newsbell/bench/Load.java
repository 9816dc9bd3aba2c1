package io.newsbell.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// Phones that call the API: either at a fixed rate whatever the answers take, as people do when news breaks, or as
/// fast as so many connections allow.
final class Load implements AutoCloseable {
    private static final int CONNECTIONS = 128;
    private static final long TICK_MILLIS = 5;
    private static final double MILLIS_PER_SECOND = 1_000;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PRECISION = 3;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private final URI address;

    Load(URI address) {
        this.address = address;
        // Phones have a connection each; a generator that waits for a free one would hide the slow answers.
        client = vertx.createHttpClient(
                new HttpClientOptions().setMaxPoolSize(CONNECTIONS * 8).setKeepAlive(true));
    }

    /// Sends `total` calls in `within`. Latency counts from the moment a call was due.
    Result atRate(int total, Duration within, LongFunction<Call> calls) throws Exception {
        var run = new Run(calls);
        double perTick = total * TICK_MILLIS / (double) within.toMillis();
        var done = Promise.<Void>promise();
        var sent = new AtomicLong();
        long begin = System.nanoTime();
        vertx.setPeriodic(TICK_MILLIS, timer -> {
            double due = (System.nanoTime() - begin) / NANOS_PER_MILLI / TICK_MILLIS * perTick;
            while (sent.get() < Math.min(due, total)) {
                long n = sent.getAndIncrement();
                long dueAt = begin + (long) (n / perTick * TICK_MILLIS * NANOS_PER_MILLI);
                run.send(n, Math.min(dueAt, System.nanoTime()));
            }
            if (sent.get() >= total && run.inFlight.sum() == 0) {
                vertx.cancelTimer(timer);
                done.tryComplete();
            }
        });
        done.future().toCompletionStage().toCompletableFuture().get();
        return run.result(System.nanoTime() - begin);
    }

    /// Every connection sends its next call when its last was answered, for a time.
    Result asFastAsPossible(Duration time, LongFunction<Call> calls) throws Exception {
        var run = new Run(calls);
        var numbers = new AtomicLong();
        long begin = System.nanoTime();
        var all = java.util.stream.IntStream.range(0, CONNECTIONS)
                .<Future<?>>mapToObj(_ -> again(run, numbers, begin + time.toNanos()))
                .toList();
        Future.all(all).toCompletionStage().toCompletableFuture().get();
        return run.result(System.nanoTime() - begin);
    }

    private Future<Void> again(Run run, AtomicLong numbers, long until) {
        return System.nanoTime() >= until
                ? Future.succeededFuture()
                : run.send(numbers.getAndIncrement(), System.nanoTime()).transform(_ -> again(run, numbers, until));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// @param secret of the device, if it has one by now
    record Call(
            HttpMethod method, String path, String secret, String body, java.util.function.Consumer<Buffer> taken) {}

    /// @param statuses how many answers had which status; 0 for none at all
    record Result(Histogram latency, Map<Integer, LongAdder> statuses, double seconds) {
        long successes() {
            return statuses.entrySet().stream()
                    .filter(status -> status.getKey() / 100 == 2)
                    .mapToLong(status -> status.getValue().sum())
                    .sum();
        }

        long count(int status) {
            var answers = statuses.get(status);
            return answers == null ? 0 : answers.sum();
        }

        double perSecond() {
            return successes() / seconds;
        }

        double percentileMillis(double percentile) {
            return latency.getValueAtPercentile(percentile) / MILLIS_PER_SECOND;
        }

        @Override
        public String toString() {
            return "%,.0f/s, p50 %.1f ms, p99 %.1f ms, max %.0f ms, by status %s"
                    .formatted(
                            perSecond(),
                            percentileMillis(50),
                            percentileMillis(99),
                            latency.getMaxValue() / MILLIS_PER_SECOND,
                            statuses);
        }
    }

    private final class Run {
        private final LongFunction<Call> calls;
        private final Histogram latency = new ConcurrentHistogram(PRECISION);
        private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
        private final LongAdder inFlight = new LongAdder();

        Run(LongFunction<Call> calls) {
            this.calls = calls;
        }

        Future<Void> send(long n, long dueAt) {
            inFlight.increment();
            var call = calls.apply(n);
            var options = new RequestOptions()
                    .setMethod(call.method())
                    .setHost(address.getHost())
                    .setPort(address.getPort())
                    .setURI(call.path());
            if (!call.secret().isEmpty()) {
                options.putHeader("Authorization", "Bearer " + call.secret());
            }
            options.putHeader("Content-Type", "application/json");
            return client.request(options)
                    .compose(request -> request.send(Buffer.buffer(call.body())))
                    .compose(answer -> answer.body().map(body -> {
                        if (answer.statusCode() / 100 == 2) {
                            call.taken().accept(body);
                        }
                        return answer.statusCode();
                    }))
                    .otherwise(0)
                    .map(status -> {
                        latency.recordValue((System.nanoTime() - dueAt) / 1_000);
                        statuses.computeIfAbsent(status, _ -> new LongAdder()).increment();
                        inFlight.decrement();
                        return null;
                    });
        }

        Result result(long nanos) {
            return new Result(latency, statuses, nanos / NANOS_PER_SECOND);
        }
    }
}
