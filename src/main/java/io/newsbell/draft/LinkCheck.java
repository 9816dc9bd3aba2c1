package io.newsbell.draft;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.outbound.AddressCheck;
import io.newsbell.outbound.CallFault;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.outbound.Caller;
import io.newsbell.outbound.Deadline;
import io.newsbell.outbound.PinnedClient;
import io.newsbell.outbound.WebAddress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Opens what a draft links to and shows, as a phone would, and remembers for some minutes what came of it.
/// It looks in the background: who wants to know waits as long as the reader of the page may.
@Singleton
public class LinkCheck {
    /// Firebase shows no image that is larger: "Send an image in the notification payload" in its
    /// documentation.
    private static final int LARGEST_IMAGE = 1_000_000;

    private static final int MOST_REDIRECTS = 5;
    private static final int REMEMBERED = 1_000;
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

    /// RFC 2606: nobody expects them to open.
    private static final Pattern EXAMPLE = Pattern.compile("(?:.*\\.)?(?:example(?:\\.(?:com|net|org))?|invalid|test)");

    private final boolean isOn;
    private final Duration within;
    private final Caller caller;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AsyncCache<String, Optional<Warning>> links = remembered();
    private final AsyncCache<String, Optional<Warning>> images = remembered();

    LinkCheck(Vertx vertx, DraftConfig config) {
        this.isOn = config.opensLinks();
        this.within = config.linksAnswerWithin();
        this.caller = new Caller(
                new AddressCheck(config.privateHosts().orElse(Set.of())), new PinnedClient(vertx, "Newsbell (desk)"));
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    private AsyncCache<String, Optional<Warning>> remembered() {
        return Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(REMEMBERED_FOR)
                .executor(threads)
                .buildAsync();
    }

    /// What is known of the draft's addresses at this moment.
    public List<Warning> known(DraftContent content) {
        return looked(content)
                .map(look -> look.getNow(Optional.empty()))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Waits until all is known, or for that long. Not in a transaction.
    public void await(DraftContent content, Duration atMost) {
        CompletableFuture.allOf(looked(content).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private Stream<CompletableFuture<Optional<Warning>>> looked(DraftContent content) {
        return Stream.of(
                        look(links, content.alert().link(), this::link),
                        look(images, content.alert().image(), this::image))
                .flatMap(Optional::stream);
    }

    private Optional<CompletableFuture<Optional<Warning>>> look(
            AsyncCache<String, Optional<Warning>> known,
            @Nullable String text,
            Function<WebAddress, Optional<Warning>> look) {
        if (!isOn || text == null) {
            return Optional.empty();
        }
        try {
            var address = WebAddress.of(text);
            return EXAMPLE.matcher(address.host()).matches()
                    ? Optional.empty()
                    : Optional.of(known.get(text, _ -> look.apply(address)));
        } catch (CallTrouble _) {
            // The draft itself is faulty, and says so.
            return Optional.empty();
        }
    }

    private Optional<Warning> link(WebAddress address) {
        try {
            var answer = open(address, HttpMethod.HEAD, LARGEST_IMAGE);
            // Some servers know no HEAD.
            var status = answer.status() == 405 || answer.status() == 501
                    ? open(address, HttpMethod.GET, LARGEST_IMAGE).status()
                    : answer.status();
            return fault(status).map(why -> new Warning("dead_link", "The link does not open: " + why, isDead(status)));
        } catch (CallTrouble e) {
            return e.fault() == CallFault.TOO_LARGE
                    ? Optional.empty()
                    : Optional.of(
                            new Warning("dead_link", "The link does not open: " + e.detail(), isForGood(e.fault())));
        }
    }

    private Optional<Warning> image(WebAddress address) {
        try {
            var answer = open(address, HttpMethod.GET, LARGEST_IMAGE);
            var type = answer.header("Content-Type").orElse("");
            return fault(answer.status())
                    .or(() -> type.startsWith("image/")
                            ? Optional.empty()
                            : Optional.of("It is no image, but “%s”.".formatted(type)))
                    .map(LinkCheck::noImage);
        } catch (CallTrouble e) {
            return Optional.of(
                    e.fault() == CallFault.TOO_LARGE
                            ? new Warning(
                                    "large_image",
                                    "The image has more than 1 MB: phones show the alert without it.",
                                    false)
                            : noImage(e.detail()));
        }
    }

    private static Warning noImage(String why) {
        return new Warning("dead_image", "The image cannot be shown, phones show the alert without it: " + why, false);
    }

    private PinnedClient.Answer open(WebAddress address, HttpMethod method, int largest) throws CallTrouble {
        var deadline = new Deadline(within);
        var here = address;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            var answer = caller.call(here, method, Map.of(), Buffer.buffer(), largest, deadline);
            var next = answer.redirect();
            if (next.isEmpty()) {
                return answer;
            }
            here = here.resolve(next.get());
        }
        throw new CallTrouble(CallFault.UNREACHABLE, "It redirects more than %d times.".formatted(MOST_REDIRECTS));
    }

    /// Who asks for a login or takes us for a robot may open for a reader.
    private static Optional<String> fault(int status) {
        return isDead(status) || status >= 500
                ? Optional.of("Its server answers %d.".formatted(status))
                : Optional.empty();
    }

    private static boolean isDead(int status) {
        return status == 404 || status == 410;
    }

    /// Not a matter of a moment.
    private static boolean isForGood(CallFault fault) {
        return switch (fault) {
            case INVALID_ADDRESS, NOT_PUBLIC, UNKNOWN_HOST -> true;
            case UNREACHABLE, TOO_SLOW, TOO_LARGE -> false;
        };
    }
}
