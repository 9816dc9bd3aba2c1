package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.sandbox.DeliveryReports.Fate;
import io.newsbell.sandbox.DeliveryReports.Refusal;
import io.newsbell.sandbox.DeliveryReports.Settings;
import io.newsbell.sandbox.SandboxClient.Claims;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The data API as Google describes it in its discovery document (of google-api-python-client).
class DeliveryDataTest extends SandboxTest {
    private static final String ALERT = "'notification':{'title':'Hello'},'fcm_options':{'analytics_label':'alert'}";

    @Test
    void it_tells_what_was_accepted_by_label_and_what_became_of_it() {
        set(null, 10_000, Map.of(BEN, Fate.EXPIRED));
        client.send(to(ANA, ALERT));
        client.send(to(BEN, ALERT));
        client.send(to(ANA, "'data':{'a':'b'}"));

        var rows = list("").json().path("androidDeliveryData");

        assertThat(rows).hasSize(2);
        assertThat(rows.path(0).has("analyticsLabel")).isFalse();
        assertThat(rows.path(0).at("/data/countMessagesAccepted").asText()).isEqualTo("1");
        assertThat(rows.path(0).path("data").has("countNotificationsAccepted")).isFalse();
        assertThat(rows.path(1).path("analyticsLabel").asText()).isEqualTo("alert");
        assertThat(rows.path(1).at("/data/countNotificationsAccepted").asText()).isEqualTo("2");
        assertThat(rows.path(1)
                        .at("/data/messageOutcomePercents/droppedTtlExpired")
                        .asDouble())
                .isEqualTo(50);
    }

    @Test
    void it_tells_nothing_of_what_was_only_validated_or_is_for_no_android_phone() {
        set(null, 10_000, Map.of(BEN, Fate.NOT_ANDROID));
        client.send(to(BEN, ALERT));
        client.send("{\"validateOnly\":true," + to(ANA, ALERT).substring(1));

        assertThat(list("").json().isEmpty()).isTrue();
    }

    @Test
    void pages_go_on_where_the_one_before_ended_and_belong_to_one_question() {
        set(null, 1, Map.of());
        client.send(to(ANA, ALERT));
        client.send(to(ANA, ""));

        var first = list("?pageSize=7").json();
        var token = first.path("nextPageToken").asText();
        var second = list("?pageSize=7&pageToken=" + token).json();

        assertThat(first.path("androidDeliveryData")).hasSize(1);
        assertThat(second.path("androidDeliveryData")).hasSize(1).isNotEqualTo(first.path("androidDeliveryData"));
        assertThat(second.has("nextPageToken")).isFalse();
        assertThat(list("?pageSize=8&pageToken=" + token).status()).isEqualTo(400);
        assertThat(list("?pageToken=nonsense").status()).isEqualTo(400);
        assertThat(list("?pageSize=-1").status()).isEqualTo(400);
        assertThat(list("?day=today").status()).isEqualTo(400);
    }

    @Test
    void who_may_not_ask_is_refused_with_the_reason() {
        var path = path(sandbox.project(), Sandbox.ANDROID_APP);

        assertThat(client.get(path).status()).isEqualTo(401);
        assertThat(reason(ask(path, client.accessToken()))).isEqualTo("ACCESS_TOKEN_SCOPE_INSUFFICIENT");
        assertThat(reason(ask(path("another", Sandbox.ANDROID_APP), token()))).isEqualTo("IAM_PERMISSION_DENIED");
        assertThat(ask(path(sandbox.project(), "1:1:android:0"), token()).status())
                .isEqualTo(404);
        set(Refusal.SERVICE_DISABLED, 10_000, Map.of());
        assertThat(reason(list(""))).isEqualTo("SERVICE_DISABLED");
        set(Refusal.PERMISSION_DENIED, 10_000, Map.of());
        assertThat(reason(list(""))).isEqualTo("IAM_PERMISSION_DENIED");
    }

    @Test
    void everything_that_it_tells_is_in_googles_own_description() throws IOException {
        for (var fate : Fate.values()) {
            var token = SandboxTokens.mint(fate.name());
            set(null, 10_000, Map.of(token, fate));
            client.send(to(token, ALERT));
        }
        set(null, 1, Map.of());
        client.send(to(ANA, ""));
        try (var file = getClass().getResourceAsStream("fcmdata-v1beta1-discovery.json")) {
            var google = SandboxClient.JSON.readTree(Objects.requireNonNull(file));
            var method = google.at("/resources/projects/resources/androidApps/resources/deliveryData/methods/list");
            assertThat(method.path("path").asText()).isEqualTo("v1beta1/{+parent}/deliveryData");

            isDescribed(list("").json(), method.path("response").path("$ref").asText(), google.path("schemas"));
        }
    }

    private static void isDescribed(JsonNode told, String type, JsonNode schemas) {
        var properties = schemas.path(type).path("properties");
        told.properties().forEach(field -> {
            var described = properties.path(field.getKey());
            assertThat(described.isMissingNode()).as(field.getKey()).isFalse();
            var ref = described.path("$ref").asText(described.at("/items/$ref").asText());
            if (field.getValue().isArray()) {
                field.getValue().forEach(item -> isDescribed(item, ref, schemas));
            } else if (field.getValue().isObject()) {
                isDescribed(field.getValue(), ref, schemas);
            }
        });
    }

    private void set(@Nullable Refusal refusal, int pageSize, Map<String, Fate> fates) {
        sandbox.deliveryReports().set(new Settings(Duration.ZERO, refusal, pageSize, fates));
    }

    private SandboxClient.Answer list(String query) {
        return ask(path(sandbox.project(), Sandbox.ANDROID_APP) + query, token());
    }

    private SandboxClient.Answer ask(String path, String token) {
        return client.answer(client.request(path)
                .header("Authorization", "Bearer " + token)
                .GET()
                .build());
    }

    private static String path(String project, String app) {
        return "/v1beta1/projects/" + project + "/androidApps/" + app + "/deliveryData";
    }

    private String token() {
        var good = Claims.good(sandbox);
        var claims = new Claims(
                good.issuer(),
                good.audience(),
                "https://www.googleapis.com/auth/cloud-platform",
                good.issued(),
                good.expires());
        return client.trade(SandboxClient.assertion(claims, client.key()))
                .json()
                .path("access_token")
                .asText();
    }

    private static String reason(SandboxClient.Answer answer) {
        return answer.detail("type.googleapis.com/google.rpc.ErrorInfo")
                .path("reason")
                .asText();
    }
}
