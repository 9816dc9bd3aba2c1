package io.newsbell.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.newsbell.outbound.AddressCheck;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a server does, a fetch ends in time, within its size, and at an address that was checked.
@Timeout(30)
class FetcherTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final int LARGEST = 100_000;
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final FeedServer server = new FeedServer();
    private final Fetcher fetcher = fetcher(new AddressCheck(Set.of("localhost"), InetAddress::getAllByName));

    @AfterEach
    void stop() {
        server.close();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close();
    }

    @Test
    void a_feed_is_fetched_with_what_tells_whether_it_changed() throws FeedTrouble {
        server.says(
                "/feed",
                200,
                Map.of("ETag", "\"1\"", "Last-Modified", "yesterday", "Cache-Control", "public, max-age=120"),
                "<rss/>");

        var content = content("/feed?a=1&b=%20");

        assertThat(content.body()).isEqualTo("<rss/>".getBytes(StandardCharsets.UTF_8));
        assertThat(content.etag()).contains("\"1\"");
        assertThat(content.lastModified()).contains("yesterday");
        assertThat(content.goodFor()).contains(Duration.ofMinutes(2));
        assertThat(server.calls("/feed").getFirst().headers().get("Host"))
                .containsExactly("localhost:" + server.port());
    }

    @Test
    void a_feed_that_has_not_changed_costs_nothing() throws FeedTrouble {
        server.hasWithValidators("/feed", "\"7\"", "<rss/>");

        assertThat(fetcher.fetch(server.address("/feed"), Optional.of("\"7\""), Optional.of("yesterday")))
                .isInstanceOf(Fetched.NotModified.class);
        assertThat(server.calls("/feed").getFirst().headers().get("If-modified-since"))
                .containsExactly("yesterday");
    }

    @Test
    void a_packed_feed_is_unpacked() throws FeedTrouble {
        server.says(
                "/feed",
                200,
                Map.of("Content-Encoding", "gzip"),
                FeedServer.gzip("<rss/>".getBytes(StandardCharsets.UTF_8)));

        assertThat(content("/feed").body()).isEqualTo("<rss/>".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_body_without_end_a_bomb_and_one_that_is_too_large_are_cut_off() {
        server.isEndless("/endless");
        server.isGzipBomb("/bomb", 50_000_000);
        server.has("/large", "x".repeat(LARGEST + 1));

        for (var path : List.of("/endless", "/bomb", "/large")) {
            assertFault(path, FeedFault.TOO_LARGE);
        }
    }

    @Test
    void a_server_that_says_nothing_or_a_little_at_a_time_is_given_up() {
        server.isSilent("/silent");
        server.drips("/drips");

        assertFault("/silent", FeedFault.TOO_SLOW);
        assertFault("/drips", FeedFault.TOO_SLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]/",
                "http://10.0.0.1/",
                "http://metadata.google.internal/",
            })
    void a_redirect_into_the_own_network_is_not_followed(String inside) {
        server.redirects("/one", 302, "/two");
        server.redirects("/two", 301, inside);

        assertFault("/one", FeedFault.NOT_PUBLIC);
    }

    @Test
    void a_redirect_to_the_same_machine_under_a_name_that_is_not_allowed_is_not_followed() {
        server.redirects("/one", 302, "http://127.0.0.1:" + server.port() + "/secret");
        server.has("/secret", "<rss/>");

        assertFault("/one", FeedFault.NOT_PUBLIC);
        assertThat(server.calls("/secret")).isEmpty();
    }

    @Test
    void a_redirect_to_something_that_is_not_the_web_is_not_followed() {
        server.redirects("/one", 302, "file:///etc/passwd");

        assertFault("/one", FeedFault.INVALID_ADDRESS);
    }

    @Test
    void a_name_is_looked_up_once_and_called_at_the_address_that_was_checked() throws FeedTrouble {
        var lookups = new AtomicInteger();
        // The second answer is another server, where nobody listens: it must not be asked for.
        var rebinding = fetcher(new AddressCheck(Set.of("news.example"), _ ->
                new InetAddress[] {InetAddress.ofLiteral(lookups.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2")}));
        server.has("/feed", "<rss/>");

        var fetched =
                rebinding.fetch("http://news.example:" + server.port() + "/feed", Optional.empty(), Optional.empty());

        assertThat(fetched).isInstanceOf(Fetched.Content.class);
        assertThat(lookups).hasValue(1);
        assertThat(server.calls("/feed").getFirst().headers().get("Host"))
                .containsExactly("news.example:" + server.port());
    }

    @Test
    void another_address_of_the_host_is_tried_where_one_does_not_answer() throws FeedTrouble {
        var two = fetcher(new AddressCheck(Set.of("news.example"), _ ->
                new InetAddress[] {InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1")}));
        server.has("/feed", "<rss/>");

        assertThat(two.fetch("http://news.example:" + server.port() + "/feed", Optional.empty(), Optional.empty()))
                .isInstanceOf(Fetched.Content.class);
    }

    @Test
    void only_a_move_for_good_is_remembered() throws FeedTrouble {
        server.redirects("/old", 301, "/new");
        server.redirects("/new", 308, "/newest?a=1");
        server.redirects("/passing", 302, "/old");
        server.has("/newest", "<rss/>");

        assertThat(content("/old").movedTo()).contains(server.address("/newest?a=1"));
        assertThat(content("/passing").movedTo()).isEmpty();
    }

    @Test
    void a_circle_ends() {
        server.redirects("/round", 302, "/round");

        assertFault("/round", FeedFault.TOO_MANY_REDIRECTS);
        assertThat(server.calls("/round")).hasSize(6);
    }

    @Test
    void each_answer_means_something_else() {
        server.says("/gone", 410, Map.of(), "");
        server.says("/busy", 429, Map.of("Retry-After", "120"), "");
        server.says("/ill", 503, Map.of("Retry-After", "Wed, 25 Nov 2026 12:10:00 GMT"), "");
        server.says("/broken", 500, Map.of(), "");
        server.says("/login", 401, Map.of(), "");

        assertFault("/gone", FeedFault.GONE);
        assertThat(assertFault("/busy", FeedFault.BUSY).retryAfter()).contains(Duration.ofMinutes(2));
        assertThat(assertFault("/ill", FeedFault.BUSY).retryAfter()).contains(Duration.ofMinutes(10));
        assertFault("/broken", FeedFault.SERVER_FAILED);
        assertFault("/login", FeedFault.REFUSED);
        assertFault("/nothing", FeedFault.REFUSED);
    }

    @Test
    void a_server_where_nobody_listens_is_reported() {
        server.close();

        assertFault("/feed", FeedFault.UNREACHABLE);
    }

    private Fetched.Content content(String path) throws FeedTrouble {
        return (Fetched.Content) fetcher.fetch(server.address(path), Optional.empty(), Optional.empty());
    }

    private FeedTrouble assertFault(String path, FeedFault fault) {
        try {
            var fetched = fetcher.fetch(server.address(path), Optional.empty(), Optional.empty());
            throw new AssertionError(path + " was fetched: " + fetched);
        } catch (FeedTrouble trouble) {
            assertThat(trouble.fault()).as("%s: %s", path, trouble.detail()).isEqualTo(fault);
            return trouble;
        }
    }

    private static Fetcher fetcher(AddressCheck check) {
        return new Fetcher(VERTX, check, new Config(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private record Config() implements FeedConfig {
        @Override
        public Optional<Set<String>> privateHosts() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> publicUrl() {
            return Optional.empty();
        }

        @Override
        public Duration shortestInterval() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration longestInterval() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration answerWithin() {
            return Duration.ofSeconds(1);
        }

        @Override
        public MemorySize largest() {
            return new MemorySize(BigInteger.valueOf(LARGEST));
        }

        @Override
        public int concurrency() {
            return 1;
        }
    }
}
