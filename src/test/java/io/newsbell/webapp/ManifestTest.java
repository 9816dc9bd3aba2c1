package io.newsbell.webapp;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ManifestTest {
    private static final String MANIFEST = "/r/demo/manifest.webmanifest";

    @Test
    void it_says_what_a_browser_needs_to_install_the_app() {
        given().get(MANIFEST + "?lang=ar")
                .then()
                .statusCode(200)
                .contentType("application/manifest+json")
                .header("Cache-Control", containsString("public"))
                .body("id", equalTo("/r/demo/"))
                .body("name", equalTo("The Newsbell Times"))
                .body("short_name", equalTo("Newsbell"))
                .body("lang", equalTo("ar"))
                .body("dir", equalTo("rtl"))
                .body("start_url", equalTo("/r/demo/?lang=ar"))
                .body("scope", equalTo("/r/demo/"))
                .body("display", equalTo("standalone"))
                .body("theme_color", equalTo("#a8400f"))
                .body("icons.purpose", hasItems("any", "maskable"))
                .body("icons.sizes", hasItems("192x192", "512x512"))
                .body("shortcuts.url", equalTo(List.of("/r/demo/inbox?lang=ar", "/r/demo/preferences?lang=ar")));
    }

    @Test
    void it_begins_with_a_topic_if_that_is_asked_for_and_with_nothing_else() {
        given().get(MANIFEST + "?topic=climate").then().body("start_url", equalTo("/r/demo/topics/climate"));
        given().queryParam("topic", "../../desk").get(MANIFEST).then().body("start_url", equalTo("/r/demo/"));
    }

    @Test
    void every_icon_is_a_picture_of_the_size_that_it_is_said_to_have() throws IOException {
        List<Map<String, String>> icons = given().get(MANIFEST).jsonPath().getList("icons");
        assertThat(icons).hasSize(4);
        for (var icon : icons) {
            var size = size(Objects.requireNonNull(icon.get("src")));
            assertThat(size + "x" + size).isEqualTo(icon.get("sizes"));
        }
        assertThat(size("/r/demo/icons/apple-180.png")).isEqualTo(180);
        assertThat(size("/r/demo/icons/badge-96.png")).isEqualTo(96);
        given().get("/r/demo/icons/icon.svg").then().statusCode(200).contentType("image/svg+xml");
    }

    @Test
    void the_worker_is_asked_for_every_time_and_holds_the_shell_before_what_it_does_with_pushes() {
        var worker = given().get("/r/demo/worker.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", "public, max-age=60")
                .extract()
                .asString();

        assertThat(worker)
                .contains("const APP = \"demo\";", "const NAME = \"newsbell-demo/r\";")
                .doesNotContain("{version}", "{files}", "{app}");
        assertThat(worker.indexOf("self.newsbell =")).isLessThan(worker.indexOf("self.newsbell ??"));
    }

    @Test
    void a_file_is_kept_for_good_only_under_its_own_version() {
        var address =
                given().get("/r/demo/").asString().replaceFirst("(?s).*href=\"(/r/demo/files/app.css[^\"]+)\".*", "$1");

        given().get(address)
                .then()
                .statusCode(200)
                .contentType("text/css")
                .header("Cache-Control", containsString("immutable"))
                .body(containsString("--light: #a8400f"));
        given().get("/r/demo/files/app.css?v=older").then().header("Cache-Control", "no-cache");
    }

    private static int size(String address) throws IOException {
        var png = given().get(address)
                .then()
                .statusCode(200)
                .contentType("image/png")
                .extract()
                .asByteArray();
        var picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getHeight()).isEqualTo(picture.getWidth());
        return picture.getWidth();
    }
}
