package io.newsbell.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.newsbell.ledger.Ledger;
import io.newsbell.outbound.AddressCheck;
import io.newsbell.outbound.CallFault;
import io.newsbell.outbound.CallTrouble;
import io.newsbell.outbound.Caller;
import io.newsbell.outbound.Deadline;
import io.newsbell.outbound.PinnedClient;
import io.newsbell.outbound.RetryTimes;
import io.newsbell.outbound.WebAddress;
import io.newsbell.webhook.Answer.Failed;
import io.newsbell.webhook.Answer.Gone;
import io.newsbell.webhook.Answer.Interrupted;
import io.newsbell.webhook.Answer.Taken;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// One call with one message: signed, to a checked address, within a time, and where it was sent to: no redirect is
/// followed.
@Singleton
class Post {
    /// Nobody reads the answer's body; it is taken so that the other side can say it to the end.
    private static final long LARGEST_ANSWER = 64 << 10;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
    private static final Set<WebhookEvent> WITH_ACCOUNT =
            Set.of(WebhookEvent.ALERT_FINISHED, WebhookEvent.ALERT_STOPPED);

    private final AddressCheck check;
    private final Caller caller;
    private final Ledger ledger;
    private final ObjectMapper json;
    private final WebhookConfig config;
    private final Clock clock;

    Post(Vertx vertx, Ledger ledger, ObjectMapper json, WebhookConfig config, Clock clock) {
        this.check = new AddressCheck(config.privateHosts().orElse(Set.of()));
        this.caller = new Caller(check, new PinnedClient(vertx, "Newsbell (webhooks)"));
        this.ledger = ledger;
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /// Whether a webhook may be called there, as that address is at present. What it is told is not for others on the
    /// way, hence TLS.
    void check(String url) throws CallTrouble {
        caller.check(address(url));
    }

    Answer send(Delivery delivery) {
        try {
            var id = "msg_" + delivery.id();
            var timestamp = clock.instant().getEpochSecond();
            var body = body(delivery);
            var headers = Map.of(
                    "Content-Type",
                    "application/json",
                    "webhook-id",
                    id,
                    "webhook-timestamp",
                    String.valueOf(timestamp),
                    "webhook-signature",
                    Signature.of(delivery.secrets(), id, timestamp, body));
            return answer(caller.call(
                    address(delivery.url()),
                    HttpMethod.POST,
                    headers,
                    Buffer.buffer(body),
                    LARGEST_ANSWER,
                    new Deadline(config.answerWithin())));
        } catch (CallTrouble e) {
            return Thread.interrupted()
                    ? new Interrupted()
                    : new Failed(Optional.empty(), e.detail(), Optional.empty());
        }
    }

    private Answer answer(PinnedClient.Answer answer) {
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return new Taken(status);
        }
        if (status == 410) {
            return new Gone();
        }
        var after = answer.header("Retry-After")
                .flatMap(time -> RetryTimes.after(time, clock.instant()))
                .map(asked -> asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
        var error = status >= 300 && status < 400
                ? "It redirects (%d); redirects are not followed. Give the address that it ends at.".formatted(status)
                : "It answers %d.".formatted(status);
        return new Failed(Optional.of(status), error, after);
    }

    private WebAddress address(String url) throws CallTrouble {
        var address = WebAddress.of(url);
        if (!address.isTls() && !check.isPrivate(address)) {
            throw new CallTrouble(CallFault.INVALID_ADDRESS, "It does not start with https://.");
        }
        return address;
    }

    /// With the account as it is at this moment, where the alert has one.
    private String body(Delivery delivery) {
        try {
            var data = json.readTree(delivery.data());
            if (data instanceof ObjectNode facts
                    && WITH_ACCOUNT.stream().anyMatch(event -> event.value().equals(delivery.type()))) {
                ledger.account(UUID.fromString(facts.path("alertId").asText()))
                        .ifPresent(account -> facts.set("account", json.valueToTree(account)));
            }
            var body = json.createObjectNode();
            body.put("type", delivery.type());
            body.put("timestamp", delivery.occurredAt().toString());
            body.set("data", data);
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
