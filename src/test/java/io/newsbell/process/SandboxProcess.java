package io.newsbell.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.newsbell.sandbox.SandboxMain;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The sandbox as a process of its own: its ledger survives whatever becomes of the server.
public final class SandboxProcess {
    private static final Pattern GREETING = Pattern.compile(
            "NEWSBELL_FCM_ENDPOINT=(\\S+)\\s+NEWSBELL_FCM_DATA_ENDPOINT=\\S+\\s+NEWSBELL_FCM_CREDENTIALS=(\\S+)\\s+NEWSBELL_FCM_CERTIFICATE=(\\S+)");
    private static final int PAGE = 1_000;

    private final ChildProcess child;
    private final Path folder;
    private final URI address;
    private final Path credentials;
    private final Path certificate;
    private final HttpClient http;

    private SandboxProcess(ChildProcess child, Path folder, URI address, Path credentials, Path certificate) {
        this.child = child;
        this.folder = folder;
        this.address = address;
        this.credentials = credentials;
        this.certificate = certificate;
        this.http = HttpClient.newBuilder()
                .sslContext(Tls.trusting(certificate))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    static SandboxProcess start(Path folder, List<String> options) {
        var arguments = new ArrayList<>(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName(),
                "--port",
                "0",
                "--folder",
                folder.resolve("sandbox").toString()));
        arguments.addAll(options);
        var child = ChildProcess.java(arguments, Map.of(), folder.resolve("sandbox.log"));
        var said = child.awaitLine(GREETING);
        return new SandboxProcess(
                child, folder, URI.create(said.group(1)), Path.of(said.group(2)), Path.of(said.group(3)));
    }

    /// What a server needs to send to it.
    Map<String, String> settings() {
        return Map.of(
                "NEWSBELL_FCM_ENDPOINT", address.toString(),
                "NEWSBELL_FCM_DATA_ENDPOINT", address.toString(),
                "NEWSBELL_FCM_CREDENTIALS", credentials.toString(),
                "NEWSBELL_FCM_CERTIFICATE", certificate.toString());
    }

    /// @param lever for every phone, as the sandbox takes it: `{"lever":"hang"}`
    public void pull(String lever) {
        Json.send(http, request("/sandbox/levers").PUT(BodyPublishers.ofString(lever)));
    }

    /// @param lever for one phone, as for [#pull(String)]
    public void pull(String token, String lever) {
        Json.send(http, request("/sandbox/levers/" + token).PUT(BodyPublishers.ofString(lever)));
    }

    public void release() {
        Json.send(http, request("/sandbox/levers").DELETE());
    }

    /// How many messages it has ever accepted.
    public long accepted() {
        return stats().path("accepted").asLong();
    }

    /// Lets a browser subscribe to it as a push service.
    ///
    /// @return its endpoint
    public String subscribe(String applicationServerKey) {
        var body = JsonNodeFactory.instance.objectNode().put("applicationServerKey", applicationServerKey);
        return Json.send(http, request("/sandbox/push").POST(BodyPublishers.ofString(body.toString())))
                .path("endpoint")
                .asText();
    }

    /// How many messages to browsers it has ever accepted.
    public long pushes() {
        return stats().path("pushes").asLong();
    }

    /// What a server needs to send to it as a push service.
    public Map<String, String> pushSettings() {
        return Map.of(
                "NEWSBELL_WEBPUSH_PRIVATE_HOSTS",
                "localhost",
                "NEWSBELL_WEBPUSH_CERTIFICATE",
                certificate.toString(),
                "NEWSBELL_WEBPUSH_MESSAGES_PER_MINUTE_TO_STRANGERS",
                "600000");
    }

    /// How many messages of which alert it has accepted, by the alert's id.
    public Map<String, Long> acceptedByAlert() {
        var counts = new HashMap<String, Long>();
        Json.send(http, request("/sandbox/stats?by=alert"))
                .path("acceptedByAlert")
                .properties()
                .forEach(alert -> counts.put(alert.getKey(), alert.getValue().asLong()));
        return counts;
    }

    /// The newest message as a body to send again.
    ///
    /// @param token what stands for the address in it
    public String newestBody(String token) {
        var newest = Json.send(http, request("/sandbox/messages?limit=1&since=" + (accepted() - 1)))
                .path("messages")
                .path(0);
        return JsonNodeFactory.instance
                .objectNode()
                .set("message", newest.path("message"))
                .toString()
                .replace(newest.path("target").asText(), token);
    }

    /// Runs another sender than Newsbell, a main program that takes the address, the credentials and the
    /// certificate as its first arguments.
    public SenderProcess sender(Class<?> main, List<String> arguments) {
        var all = new ArrayList<>(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                address.toString(),
                credentials.toString(),
                certificate.toString()));
        all.addAll(arguments);
        return new SenderProcess(ChildProcess.java(all, Map.of(), folder.resolve(main.getSimpleName() + ".log")));
    }

    /// How many calls came, whatever became of them.
    public long calls() {
        return stats().path("calls").asLong();
    }

    public List<Message> messages() {
        var all = new ArrayList<Message>();
        for (var page = messages(0, PAGE);
                !page.isEmpty();
                page = messages(all.getLast().seq(), PAGE)) {
            all.addAll(page);
        }
        return all;
    }

    /// How many messages came back before the Retry-After with which they were refused had passed.
    public long earlyRetries() {
        return stats().path("earlyRetries").asLong();
    }

    /// How many messages it accepted without telling the sender.
    public long answersLost() {
        return stats().path("answersLost").asLong();
    }

    /// The next messages as they came, oldest first; none when there are no more.
    ///
    /// @param since the number of the last one that is known, 0 at first
    /// @throws IllegalStateException if the sandbox has forgotten one that is not known yet
    public List<Arrival> arrivals(long since) {
        var page = page(since, PAGE);
        if (page.path("forgotten").asLong() > since) {
            throw new IllegalStateException("The sandbox forgot messages before they were read; read faster");
        }
        return page.path("messages").valueStream().map(Arrival::of).toList();
    }

    /// When it accepted the message of this number, counted from 1.
    public Instant acceptedAt(long number) {
        return messages(number - 1, 1).getFirst().at();
    }

    public double cpuSeconds() {
        return Usage.cpuSeconds(ProcessHandle.of(child.pid()).orElseThrow());
    }

    public double peakMebibytes() {
        return Usage.peakMebibytes(ProcessHandle.of(child.pid()).orElseThrow());
    }

    String tail() {
        return child.tail();
    }

    void kill() {
        http.shutdownNow();
        child.kill();
    }

    private JsonNode stats() {
        return Json.send(http, request("/sandbox/stats"));
    }

    private List<Message> messages(long since, int limit) {
        return page(since, limit)
                .path("messages")
                .valueStream()
                .map(Message::of)
                .toList();
    }

    private JsonNode page(long since, int limit) {
        return Json.send(http, request("/sandbox/messages?since=" + since + "&limit=" + limit));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path));
    }

    /// A message that was accepted, as it came.
    public record Arrival(long seq, Instant at, String token, JsonNode message) {
        static Arrival of(JsonNode json) {
            return new Arrival(
                    json.path("seq").asLong(),
                    Instant.parse(json.path("receivedAt").asText()),
                    json.path("target").asText(),
                    json.path("message"));
        }
    }

    /// What a phone was told.
    ///
    /// @param content the same for a message and its repetition: the phone shows one of them
    public record Message(long seq, Instant at, String token, Identity content) {
        static Message of(JsonNode json) {
            var message = json.path("message");
            return new Message(
                    json.path("seq").asLong(),
                    Instant.parse(json.path("receivedAt").asText()),
                    json.path("target").asText(),
                    new Identity(
                            message.at("/android/notification/tag").asText(),
                            message.at("/data/alertId").asText(),
                            message.at("/data/version").asText()));
        }
    }

    /// By what a phone tells that two messages are one.
    public record Identity(String tag, String alertId, String version) {}
}
