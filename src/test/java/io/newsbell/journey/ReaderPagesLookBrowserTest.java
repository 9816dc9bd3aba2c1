package io.newsbell.journey;

import static java.util.Objects.requireNonNull;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReaderPagesLookBrowserTest {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots", "reader");

    private static @Nullable Chromium chromium;

    @TestHTTPResource("/")
    String home = "";

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void closeBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void shots() {
        for (var width : List.of(360, 1280)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                try (var reader = WebReader.with(
                                requireNonNull(chromium).browser(),
                                home,
                                new Browser.NewContextOptions()
                                        .setViewportSize(width, 800)
                                        .setColorScheme(scheme))
                        .whoAllows()) {
                    for (var path : List.of(
                            "?lang=en",
                            "?lang=ar",
                            "topics/mumbai?lang=en",
                            "topics/mumbai?lang=hi",
                            "offline",
                            "none")) {
                        reader.opens("r/demo/" + path);
                        reader.page()
                                .screenshot(new Page.ScreenshotOptions()
                                        .setPath(SCREENSHOTS.resolve((path + "-" + width + "-" + scheme)
                                                        .replaceAll("[^a-zA-Z0-9]+", "-")
                                                        .toLowerCase(Locale.ROOT)
                                                + ".png"))
                                        .setFullPage(true));
                    }
                    System.out.println(reader.complaints());
                }
            }
        }
    }
}
