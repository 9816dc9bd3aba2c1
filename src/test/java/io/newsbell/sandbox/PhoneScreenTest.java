package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.newsbell.sandbox.PhoneScreen.Platform;
import io.newsbell.sandbox.PhoneScreen.Shown;
import org.junit.jupiter.api.Test;

class PhoneScreenTest extends SandboxTest {
    @Test
    void an_android_tag_takes_the_place_of_the_same_tag() {
        send("'notification':{'title':'1'},'android':{'notification':{'tag':'a'}}");
        send("'notification':{'title':'2'},'android':{'notification':{'tag':'b'}}");
        send("'notification':{'title':'3'},'android':{'notification':{'tag':'a'}}");
        send("'notification':{'title':'4'},'android':{'ttl':'0s'}");
        send("'notification':{'title':'5'},'android':{'ttl':'0s'}");

        PhoneScreen phone = sandbox.phone(ANA);
        assertThat(phone.platform()).isEqualTo(Platform.ANDROID);
        assertThat(phone.visible()).extracting(Shown::title).containsExactly("2", "3", "4", "5");
        assertThat(phone.rings()).isEqualTo(4);
        assertThat(phone.replacements()).isEqualTo(1);
    }

    @Test
    void an_apple_collapse_id_takes_the_place_of_the_same_one() {
        send("'apns':{'headers':{'apns-collapse-id':'a'},'payload':{'aps':{'alert':{'title':'1','body':'x'}}}}");
        send("'apns':{'headers':{'APNS-Collapse-Id':'a'},'payload':{'aps':{'alert':'2'},'storyId':'s'}}");
        send("'apns':{'payload':{'aps':{'alert':{'title':'3'},'interruption-level':'passive'}}}");

        PhoneScreen phone = sandbox.phone(ANA);
        assertThat(phone.platform()).isEqualTo(Platform.IOS);
        assertThat(phone.visible()).extracting(Shown::title).containsExactly("", "3");
        assertThat(phone.visible().getFirst().body()).isEqualTo("2");
        assertThat(phone.visible().getFirst().data()).containsEntry("storyId", "s");
        assertThat(phone.rings()).isEqualTo(1);
        assertThat(phone.silent()).isEqualTo(1);
        assertThat(phone.replacements()).isEqualTo(1);
    }

    @Test
    void a_web_tag_takes_the_place_of_the_same_tag_and_rings_again_when_asked_to() {
        send("'webpush':{'notification':{'title':'1','tag':'a'}}");
        send("'webpush':{'notification':{'title':'2','tag':'a'}}");
        send("'webpush':{'notification':{'title':'3','tag':'a','renotify':true}}");
        send("'webpush':{'notification':{'title':'4','silent':true}}");

        PhoneScreen phone = sandbox.phone(ANA);
        assertThat(phone.platform()).isEqualTo(Platform.WEB);
        assertThat(phone.visible()).extracting(Shown::title).containsExactly("3", "4");
        assertThat(phone.rings()).isEqualTo(2);
        assertThat(phone.replacements()).isEqualTo(1);
        assertThat(phone.silent()).isEqualTo(1);
    }

    @Test
    void an_app_shows_a_story_once_and_never_an_older_version_over_a_newer_one() {
        data("'alertId':'a1','storyId':'s','version':'2','title':'two'");
        data("'alertId':'a1','storyId':'s','version':'2','title':'two again'");
        data("'alertId':'a1','storyId':'s','version':'1','title':'one, late'");
        assertThat(sandbox.phone(ANA).visible()).extracting(Shown::title).containsExactly("two");
        data("'alertId':'a1','storyId':'s','version':'10','title':'ten'");
        data("'alertId':'a2','storyId':'other','version':'1','title':'other'");
        data("'note':'nothing to show'");

        PhoneScreen phone = sandbox.phone(ANA);
        assertThat(phone.visible()).extracting(Shown::title).containsExactly("ten", "other");
        assertThat(phone.rings()).isEqualTo(2);
        assertThat(phone.replacements()).isEqualTo(1);
        assertThat(phone.ignored()).isEqualTo(3);
    }

    @Test
    void an_alert_of_no_story_is_its_own_place() {
        data("'alertId':'a1','version':'1'");
        data("'alertId':'a1','version':'1'");
        assertThat(sandbox.phone(ANA).visible()).hasSize(1);
    }

    @Test
    void one_message_for_all_platforms_is_seen_differently_on_each() {
        send("'notification':{'title':'all'},'android':{'notification':{'title':'droid','tag':'t'}},"
                + "'apns':{'headers':{'apns-collapse-id':'c'},'payload':{'aps':{'sound':'default'}}},"
                + "'webpush':{'notification':{'body':'web'}},'data':{'link':'l'}");
        var messages = sandbox.ledger().messagesTo(ANA);
        Shown android = PhoneScreen.of(Platform.ANDROID, messages).visible().getFirst();
        Shown apple = PhoneScreen.of(Platform.IOS, messages).visible().getFirst();
        Shown web = PhoneScreen.of(Platform.WEB, messages).visible().getFirst();
        assertThat(android.title()).isEqualTo("droid");
        assertThat(android.key()).isEqualTo("t");
        assertThat(apple.title()).isEqualTo("all");
        assertThat(apple.key()).isEqualTo("c");
        assertThat(apple.data()).containsEntry("link", "l");
        assertThat(web.body()).isEqualTo("web");
    }

    @Test
    void both_addresses_of_a_phone_lead_to_its_one_screen() {
        String installation = SandboxTokens.mintInstallation("ana");
        send("'notification':{'title':'1'},'android':{'notification':{'tag':'a'}}");
        client.send("{\"message\":{\"fid\":\"" + installation + "\",\"notification\":{\"title\":\"2\"},"
                + "\"android\":{\"notification\":{\"tag\":\"a\"}}}}");
        assertThat(sandbox.phone(ANA).visible()).extracting(Shown::title).containsExactly("2");
        assertThat(sandbox.phone(installation)).isEqualTo(sandbox.phone(ANA));
    }

    @Test
    void a_screen_can_be_read_over_http() {
        send("'notification':{'title':'1','body':'b'},'data':{'alertId':'a1'}");
        JsonNode screen = client.get("/sandbox/phones/" + ANA).json();
        assertThat(screen.path("token").asText()).isEqualTo(ANA);
        assertThat(screen.path("platform").asText()).isEqualTo("android");
        assertThat(screen.path("rings").asInt()).isEqualTo(1);
        JsonNode shown = screen.path("visible").path(0);
        assertThat(shown.path("title").asText()).isEqualTo("1");
        assertThat(shown.path("data").path("alertId").asText()).isEqualTo("a1");
        assertThat(client.get("/sandbox/phones/" + ANA + "?platform=ios")
                        .json()
                        .path("platform")
                        .asText())
                .isEqualTo("ios");
        assertThat(client.get("/sandbox/phones/" + ANA + "?platform=fax").status())
                .isEqualTo(400);
        assertThat(client.get("/sandbox/phones/" + BEN).json().path("visible")).isEmpty();
    }

    private void send(String fields) {
        assertThat(client.send(to(ANA, fields)).status()).isEqualTo(200);
    }

    private void data(String fields) {
        send("'data':{" + fields + "}");
    }
}
