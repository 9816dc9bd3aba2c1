package io.newsbell.process;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Phones that follow a topic and unfollow it, again and again, at one server or another, and remember when they were
/// told that it was done.
public final class FickleCrowd implements AutoCloseable {
    private static final int AT_A_TIME = 24;
    private static final String BODY = "{\"level\":\"every\"}";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String topic;
    private final List<Phone> phones;

    private FickleCrowd(String topic, List<Phone> phones) {
        this.topic = topic;
        this.phones = phones;
    }

    /// Phones that all follow the topic.
    public static FickleCrowd following(Connection db, String topic, int size) throws SQLException {
        Crowd.follow(db, topic, size);
        var phones = new ArrayList<Phone>();
        try (var query = db.prepareStatement("""
                UPDATE device SET secret_hash = sha256(convert_to('nbd_' || id, 'UTF8')) RETURNING id::text, address""");
                var rows = query.executeQuery()) {
            while (rows.next()) {
                phones.add(new Phone(rows.getString(1), rows.getString(2), new ArrayList<>()));
            }
        }
        return new FickleCrowd(topic, phones);
    }

    /// Returns after so many calls. No phone calls twice at the same time: each has one thread that calls for it.
    public void go(List<URI> servers, int calls) {
        var left = new AtomicInteger(calls);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, AT_A_TIME)
                    .mapToObj(thread -> threads.submit(() -> {
                        var random = new Random(thread);
                        for (int i = thread; left.getAndDecrement() > 0; i = next(i, thread)) {
                            change(phones.get(i), servers.get(random.nextInt(servers.size())));
                        }
                    }))
                    .toList();
            for (var each : all) {
                try {
                    each.get();
                } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private int next(int phone, int thread) {
        var next = phone + AT_A_TIME;
        return next < phones.size() ? next : thread;
    }

    private void change(Phone phone, URI server) {
        boolean follows = !phone.changes.isEmpty() && !phone.changes.getLast().follows;
        var request = HttpRequest.newBuilder(
                        server.resolve("/v1/devices/%s/subscriptions/%s".formatted(phone.id, topic)))
                .header("Authorization", "Bearer nbd_" + phone.id)
                .header("Content-Type", "application/json");
        var asked = Instant.now();
        Json.send(http, follows ? request.PUT(BodyPublishers.ofString(BODY)) : request.DELETE());
        phone.changes.add(new Change(follows, asked, Instant.now()));
    }

    public List<Phone> phones() {
        return phones;
    }

    @Override
    public void close() {
        http.close();
    }

    /// @param token its address
    public record Phone(String id, String token, List<Change> changes) {
        /// Was told before `from` that it follows, and did not ask for anything else before `to`.
        public boolean followed(Instant from, Instant to) {
            return isSettled(from, to) && before(from);
        }

        public boolean unfollowed(Instant from, Instant to) {
            return isSettled(from, to) && !before(from);
        }

        private boolean isSettled(Instant from, Instant to) {
            return changes.stream().noneMatch(change -> change.asked.isBefore(to) && change.done.isAfter(from));
        }

        private boolean before(Instant time) {
            return changes.stream()
                    .filter(change -> !change.done.isAfter(time))
                    .reduce((_, later) -> later)
                    .map(Change::follows)
                    .orElse(true);
        }
    }

    /// @param done when it was told that it is done
    public record Change(boolean follows, Instant asked, Instant done) {}
}
