package io.newsbell.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real browser: the one in `CHROME_BIN`, else one on the `PATH`, else what Playwright has downloaded before.
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Skips the test where there is no browser. One that is there and does not start fails it.
    static Chromium start() {
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            var options = new BrowserType.LaunchOptions().setArgs(ARGUMENTS);
            var installed = installed();
            installed.ifPresent(options::setExecutablePath);
            Assumptions.assumeTrue(
                    installed.isPresent()
                            || Files.exists(Path.of(playwright.chromium().executablePath())),
                    "No browser, so nothing was tested; install one: apt-get install chromium");
            return new Chromium(playwright, playwright.chromium().launch(options));
        } catch (PlaywrightException | org.opentest4j.TestAbortedException e) {
            playwright.close();
            throw e;
        }
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Optional<Path> installed() {
        var configured = Optional.ofNullable(System.getenv("CHROME_BIN"))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
        return configured.or(() -> NAMES.stream()
                .flatMap(name -> Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst());
    }
}
