package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest extends SandboxTest {

    /// Breaches of the schema: the front end's answer, BadRequest without FcmError.
    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments(
                        "'android':{'x':1}",
                        "message.android",
                        "Invalid JSON payload received. Unknown name \"x\" at 'message.android': Cannot find field."),
                arguments(
                        "'notificaton':{}",
                        "message",
                        "Invalid JSON payload received. Unknown name \"notificaton\" at 'message': Cannot find field."),
                arguments(
                        "'data':{'a':'b','score':12}",
                        "message.data[1].value",
                        "Invalid value at 'message.data[1].value' (TYPE_STRING), 12"),
                arguments(
                        "'data':{'a':{'b':'c'}}",
                        "message.data[0].value",
                        "Invalid value at 'message.data[0].value' (TYPE_STRING), an object"),
                arguments(
                        "'data':{'a':null}",
                        "message.data[0].value",
                        "Invalid value at 'message.data[0].value' (TYPE_STRING), null"),
                arguments(
                        "'notification':{'title':5}",
                        "message.notification.title",
                        "Invalid value at 'message.notification.title' (TYPE_STRING), 5"),
                arguments(
                        "'notification':'hi'",
                        "message.notification",
                        "Invalid value at 'message.notification'"
                                + " (type.googleapis.com/google.firebase.fcm.v1.Notification), \"hi\""),
                arguments(
                        "'notification':['hi']",
                        "message",
                        "Invalid JSON payload received. Unknown name \"notification\" at 'message':"
                                + " Proto field is not repeating, cannot start list."),
                arguments(
                        "'notification':{'title':{'a':[1]}}",
                        "message.notification",
                        "Invalid JSON payload received. Unknown name \"title\" at 'message.notification':"
                                + " Starting an object on a scalar field"),
                arguments(
                        "'android':{'priority':'urgent'}",
                        "message.android.priority",
                        "Invalid value at 'message.android.priority'"
                                + " (type.googleapis.com/google.firebase.fcm.v1.AndroidConfig.priority), \"urgent\""),
                arguments(
                        "'android':{'ttl':3600}",
                        "message.android.ttl",
                        "Invalid value at 'message.android.ttl' (type.googleapis.com/google.protobuf.Duration), 3600"),
                arguments(
                        "'android':{'ttl':'3600'}",
                        "message.android.ttl",
                        "Invalid value at 'message.android.ttl' (type.googleapis.com/google.protobuf.Duration),"
                                + " Field 'ttl', Illegal duration format; duration must end with 's'"),
                arguments(
                        "'android':{'notification':{'notificationCount':1.5}}",
                        "message.android.notification.notification_count",
                        "Invalid value at 'message.android.notification.notification_count' (TYPE_INT32), 1.5"),
                arguments(
                        "'android':{'notification':{'sticky':'yes'}}",
                        "message.android.notification.sticky",
                        "Invalid value at 'message.android.notification.sticky' (TYPE_BOOL), \"yes\""),
                arguments(
                        "'android':{'notification':{'eventTime':'tomorrow'}}",
                        "message.android.notification.event_time",
                        "Invalid value at 'message.android.notification.event_time'"
                                + " (type.googleapis.com/google.protobuf.Timestamp),"
                                + " Field 'eventTime', Invalid time format: \"tomorrow\""),
                arguments(
                        "'android':{'notification':{'bodyLocArgs':['a',7]}}",
                        "message.android.notification.body_loc_args[1]",
                        "Invalid value at 'message.android.notification.body_loc_args[1]' (TYPE_STRING), 7"),
                arguments(
                        "'topic':'news'",
                        "message",
                        "Invalid value at 'message' (oneof), oneof field 'target' is already set."
                                + " Cannot set 'topic'"));
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String fields, String field, String description) {
        SandboxClient.Answer answer = client.send(to(ANA, fields));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.message()).isEqualTo(description);
        assertThat(answer.fcmError()).isEmpty();
        assertThat(answer.violations()).singleElement().satisfies(violation -> {
            assertThat(violation.path("field").asText()).isEqualTo(field);
            assertThat(violation.path("description").asText()).isEqualTo(description);
        });
        assertThat(sandbox.ledger().last()).isZero();
    }

    /// Breaches of FCM's own rules: BadRequest and FcmError.
    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("'data':{'from':'x'}", "message.data", "Invalid data payload key: from"),
                arguments("'data':{'message_type':'x'}", "message.data", "Invalid data payload key: message_type"),
                arguments("'data':{'google.a':'x'}", "message.data", "Invalid data payload key: google.a"),
                arguments("'data':{'gcm.a':'x'}", "message.data", "Invalid data payload key: gcm.a"),
                arguments(
                        "'android':{'data':{'gcm.notification.a':'x'}}",
                        "message.android.data",
                        "Invalid data payload key: gcm.notification.a"),
                arguments(
                        "'android':{'ttl':'2419201s'}",
                        "message.android.ttl",
                        "Invalid ttl: must be between 0 and 2419200 seconds (4 weeks)"),
                arguments(
                        "'android':{'ttl':'-1s'}",
                        "message.android.ttl",
                        "Invalid ttl: must be between 0 and 2419200 seconds (4 weeks)"),
                arguments(
                        "'android':{'notification':{'color':'red'}}",
                        "message.android.notification.color",
                        "Invalid color: must be in #rrggbb"),
                arguments(
                        "'apns':{'headers':{'apns-priority':'7'}}",
                        "message.apns.headers",
                        "Invalid apns-priority: must be 1, 5 or 10"),
                arguments(
                        "'apns':{'headers':{'apns-push-type':'loud'}}",
                        "message.apns.headers",
                        "Invalid apns-push-type: loud"),
                arguments(
                        "'apns':{'headers':{'apns-push-type':'background','apns-priority':'10'}}",
                        "message.apns.headers",
                        "Invalid apns-priority: background notifications must use 5"),
                arguments(
                        "'apns':{'headers':{'apns-collapse-id':'" + "é".repeat(33) + "'}}",
                        "message.apns.headers",
                        "Invalid apns-collapse-id: must not exceed 64 bytes"),
                arguments(
                        "'apns':{'headers':{'apns-expiration':'soon'}}",
                        "message.apns.headers",
                        "Invalid apns-expiration: must be a UNIX epoch date in seconds"),
                arguments(
                        "'apns':{'payload':{'story':'1'}}",
                        "message.apns.payload",
                        "Payload of Apple Push Notification Service must contain an [aps] key."),
                arguments(
                        "'apns':{'payload':{'aps':{}}}",
                        "message.apns.payload",
                        "Value of [aps] must be a non-empty dictionary."),
                arguments(
                        "'webpush':{'fcmOptions':{'link':'http://a'}}",
                        "message.webpush.fcm_options.link",
                        "The link must be an HTTPS URL"),
                arguments(
                        "'webpush':{'headers':{'Urgency':'now'}}", "message.webpush.headers", "Invalid Urgency: now"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String fields, String field, String description) {
        SandboxClient.Answer answer = client.send(to(ANA, fields));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo(description);
        assertThat(answer.fcmError()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.violations())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.path("field").asText()).isEqualTo(field));
        assertThat(sandbox.ledger().last()).isZero();
        assertThat(sandbox.stats().refused()).containsEntry("INVALID_ARGUMENT", 1L);
    }

    @Test
    void a_token_that_was_never_issued_is_unregistered() {
        SandboxClient.Answer answer = client.send(hello(neverIssued()));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.fcmError()).isEqualTo("UNREGISTERED");
        assertThat(answer.message()).isEqualTo("Requested entity was not found.");
        assertThat(answer.json().path("error").path("status").asText()).isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbled", "abc:APA91bshort", "a b"})
    void a_token_that_cannot_be_one_is_named_in_the_details(String token) {
        SandboxClient.Answer answer = client.send(hello(token));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("The registration token is not a valid FCM registration token");
        assertThat(answer.fcmError()).isEqualTo("INVALID_ARGUMENT");
        assertThat(answer.violations())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.path("field").asText()).isEqualTo("message.token"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"message\":{}}", "{\"message\":{\"token\":\"\"}}", "{\"message\":null}"})
    void a_message_to_nobody_is_refused(String body) {
        SandboxClient.Answer answer = client.send(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo("Recipient of the message is not set.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"message\":}", "{\"message\":{}} trailing", "not json", "{'a':1}"})
    void what_is_not_a_json_object_is_refused(String body) {
        SandboxClient.Answer answer = client.send(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).startsWith("Invalid JSON payload received.");
    }

    @Test
    void all_that_is_malformed_is_told_at_once() {
        SandboxClient.Answer answer = client.send(to(ANA, "'a':1,'data':{'x':1,'y':2}"));
        assertThat(answer.violations()).hasSize(3);
        assertThat(answer.message().lines()).hasSize(3);
    }

    @Test
    void a_path_method_or_type_that_google_has_not_gets_json_all_the_same() {
        SandboxClient.Answer lost = client.post("/v1/projects/newsbell-sandbox/messages", "{}");
        assertThat(lost.status()).isEqualTo(404);
        assertThat(lost.fcmError()).as("no reason to retire a token").isEmpty();
        assertThat(client.get("/").json().path("error").path("code").asInt()).isEqualTo(404);
        assertThat(client.get("/v1/projects/newsbell-sandbox/messages:send").status())
                .isEqualTo(405);
        SandboxClient.Answer form =
                client.send("newsbell-sandbox", "a=b", request -> request.setHeader("Content-Type", "text/plain"));
        assertThat(form.status()).isEqualTo(400);
    }

    /// Refusals are written once and shared by all event loops.
    @Test
    void the_same_refusal_reaches_many_callers_at_once_undamaged() {
        String expected = client.send(hello(neverIssued())).http().body();
        try (SandboxClient other = new SandboxClient(sandbox, Version.HTTP_2)) {
            other.send(hello(BEN));
            for (int round = 0; round < 10; round++) {
                var answers = IntStream.range(0, 150)
                        .mapToObj(i -> (i % 2 == 0 ? client : other).sendAsync(hello(neverIssued())))
                        .toList();
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo(expected));
            }
        }
    }

    @Test
    void a_refused_http_1_1_call_leaves_its_connection_usable() {
        try (SandboxClient old = new SandboxClient(sandbox, Version.HTTP_1_1)) {
            SandboxClient.Answer refused = old.answer(old.request("/v1/projects/newsbell-sandbox/messages:send")
                    .POST(BodyPublishers.ofString(hello(ANA)))
                    .build());
            assertThat(refused.status()).isEqualTo(401);
            assertThat(old.send(hello(ANA)).status()).isEqualTo(200);
        }
    }
}
