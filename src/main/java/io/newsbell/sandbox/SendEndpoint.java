package io.newsbell.sandbox;

import io.newsbell.sandbox.SandboxTokens.Standing;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `POST /v1/projects/{project}/messages:send`: the order of the checks is Google's. Caller, then project,
/// then JSON against the schema, then FCM's rules, then the address; then the levers. One for each event
/// loop.
final class SendEndpoint {
    static final String PATH_START = "/v1/projects/";
    static final String PATH_END = "/messages:send";

    /// Many times what can pass, so that a message that is too big is told so in FCM's own words.
    static final int LONGEST_BODY = 256 * 1024;

    private static final Shape.Fields SCHEMA = Schema.ofSendRequest();
    private static final CharSequence AUTHORIZATION = HttpHeaders.createOptimized("authorization");
    private static final String BEARER = "Bearer ";

    private final String project;
    private final Duration latency;
    private final Clock clock;
    private final AccessTokens tokens;
    private final Levers levers;
    private final Ledger ledger;
    private final DeliveryReports reports;
    private final Traffic traffic;
    private final ToldToWait waits;
    private final Ticks ticks;

    SendEndpoint(
            Vertx vertx,
            SandboxOptions options,
            AccessTokens tokens,
            Levers levers,
            Ledger ledger,
            DeliveryReports reports,
            Traffic traffic,
            ToldToWait waits) {
        this.ticks = new Ticks(vertx);
        this.project = options.project();
        this.latency = options.latency();
        this.clock = options.clock();
        this.tokens = tokens;
        this.levers = levers;
        this.ledger = ledger;
        this.reports = reports;
        this.traffic = traffic;
        this.waits = waits;
    }

    static boolean owns(String path) {
        return path.startsWith(PATH_START)
                && path.endsWith(PATH_END)
                && path.length() > PATH_START.length() + PATH_END.length()
                && path.indexOf('/', PATH_START.length()) == path.length() - PATH_END.length();
    }

    void handle(HttpServerRequest request, String path) {
        SendCall call = new SendCall(request, traffic);
        if (!request.method().equals(HttpMethod.POST)) {
            call.refuse(GoogleError.methodNotAllowed(request.method().name()));
            return;
        }
        GoogleError closed = atTheDoor(request, path);
        if (closed != null) {
            call.refuse(closed);
            return;
        }
        RequestBody.read(
                request,
                LONGEST_BODY,
                body -> judge(call, body.getBytes()),
                () -> call.refuse(GoogleError.bodyTooLarge(LONGEST_BODY)));
    }

    private @Nullable GoogleError atTheDoor(HttpServerRequest request, String path) {
        String authorization = request.getHeader(AUTHORIZATION);
        if (authorization == null) {
            return GoogleError.CREDENTIALS_MISSING;
        }
        if (!authorization.startsWith(BEARER) || !tokens.isAlive(authorization.substring(BEARER.length()))) {
            return GoogleError.CREDENTIALS_INVALID;
        }
        String asked = path.substring(PATH_START.length(), path.length() - PATH_END.length());
        if (!asked.equals(project)) {
            return GoogleError.otherProject(asked);
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.startsWith("application/json")) {
            return GoogleError.contentType(type);
        }
        return null;
    }

    private void judge(SendCall call, byte[] body) {
        SendRequest found = MessageWalk.over(body, SCHEMA);
        Target target = found.target();
        if (!found.malformed().isEmpty()) {
            call.refuse(GoogleError.malformed(found.malformed()));
        } else if (target == null || !found.refused().isEmpty()) {
            // Seen at https://github.com/reown-com/push-server/pull/346: the sentence names Android for all.
            String message = found.isTooBig()
                    ? "Android message is too big"
                    : found.refused().getFirst().description();
            call.refuse(GoogleError.refused(message, found.refused()));
        } else {
            switch (standing(target)) {
                case MALFORMED -> call.refuse(GoogleError.malformedAddress(target.kind()));
                case NEVER_ISSUED -> later(latency, () -> call.refuse(GoogleError.UNREGISTERED));
                case ISSUED -> pull(call, found, target, body);
            }
        }
    }

    private void pull(SendCall call, SendRequest found, Target target, byte[] body) {
        if (waits.isEarly(target, body, clock.instant())) {
            traffic.earlyRetry();
        }
        Levers.Pull pull = levers.pull(target.value());
        Lever lever = pull.lever();
        Duration wait = latency.plus(pull.delay());
        if (lever != null && !lever.afterDelivery()) {
            later(wait, () -> {
                Duration retryAfter = lever.retryAfter();
                if (retryAfter != null) {
                    waits.tell(target, body, clock.instant().plus(retryAfter));
                }
                call.fail(lever);
            });
            return;
        }
        // The phone rings now, also when the answer comes late: a sender that gives up early has sent all the same.
        String name = deliver(found, target, body, call.httpVersion());
        if (lever != null) {
            later(wait, () -> call.loseAnswer(lever));
        } else {
            later(wait, () -> call.accept(name));
        }
    }

    private String deliver(SendRequest found, Target target, byte[] body, String httpVersion) {
        if (found.isValidateOnly()) {
            traffic.validated();
            return "projects/" + project + "/messages/fake_message_id";
        }
        Instant now = clock.instant();
        traffic.accepted(now, found.alertId());
        reports.accepted(found, target);
        return ledger.add(target, body, httpVersion, now).name();
    }

    private void later(Duration wait, Runnable answer) {
        if (wait.isZero()) {
            answer.run();
        } else {
            ticks.after(wait, answer);
        }
    }

    /// FCM accepts a message to a topic that nobody follows.
    private static Standing standing(Target target) {
        return switch (target.kind()) {
            case TOKEN -> SandboxTokens.ofToken(target.value());
            case INSTALLATION -> SandboxTokens.ofInstallation(target.value());
            case TOPIC, CONDITION -> Standing.ISSUED;
        };
    }

    static Buffer accepted(String name) {
        return Buffer.buffer("{\n  \"name\": \"" + name + "\"\n}\n");
    }
}
