package io.newsbell.webapp;

import io.newsbell.app.App;
import io.newsbell.web.Packed;
import io.newsbell.web.Scripts;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// The files of each app's pages: style, scripts and the worker, with the app's name and colours in them.
@Singleton
class Shelf {
    private static final String STYLE = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    /// By their names in an address. `{app}` in them is replaced by the app's slug, so that a script can
    /// import `/web/{app}/follow.js`.
    private static final List<String> FILES = List.of("app.css", "app.js", "own.css", "inbox.js", "preferences.js");

    private final Scripts scripts;
    private final WebAppConfig config;
    private final Map<String, Set> sets = new ConcurrentHashMap<>();

    Shelf(Scripts scripts, WebAppConfig config) {
        this.scripts = scripts;
        this.config = config;
        config.apps().values().forEach(look -> Colours.of(look.colour()));
    }

    /// Empty if there is no such file.
    Optional<Packed> file(App app, String name) {
        return Optional.ofNullable(set(app).files().get(name));
    }

    Packed worker(App app) {
        return set(app).worker();
    }

    Icons icons(App app) {
        return set(app).icons();
    }

    Colours colours(App app) {
        return set(app).colours();
    }

    /// Changes with any of the files.
    String version(App app) {
        return set(app).version();
    }

    private Set set(App app) {
        return sets.computeIfAbsent(app.slug(), this::make);
    }

    private Set make(String app) {
        var colours = Colours.of(Optional.ofNullable(config.apps().get(app))
                .map(WebAppConfig.Look::colour)
                .orElse(Colours.DEFAULT));
        var texts = FILES.stream()
                .collect(Collectors.toMap(name -> name, name -> text(name).replace("{app}", app)));
        texts.compute("app.css", (_, style) -> variables(colours) + style);
        var shell = read("shell.js")
                .replace("{app}", app)
                .replace(
                        "{files}",
                        FILES.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", ")));
        var own = scripts.workerText(app, "newsbell-" + app + "/r");
        var version = new Packed(String.join("\n", texts.toString(), shell, own), SCRIPT).digest();
        // Its own lines first: what the worker is told of itself must stand before it.
        return new Set(
                texts.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                file -> new Packed(
                                        file.getValue(), file.getKey().endsWith(".css") ? STYLE : SCRIPT))),
                new Packed(shell.replace("{version}", version) + own, SCRIPT),
                new Icons(colours),
                colours,
                version);
    }

    private String text(String name) {
        return OwnPage.ofScript(name)
                .map(page -> page.text(scripts.readerText(), Shelf::read))
                .orElseGet(() -> read(name));
    }

    private static String variables(Colours colours) {
        return """
                :root { --light: %s; --on-light: %s; --dark: %s; --on-dark: %s; --paper-light: %s; --paper-dark: %s; }
                """.formatted(
                        Colours.hex(colours.light()),
                        Colours.hex(colours.onLight()),
                        Colours.hex(colours.dark()),
                        Colours.hex(colours.onDark()),
                        Colours.hex(Colours.LIGHT_PAPER),
                        Colours.hex(Colours.DARK_PAPER));
    }

    private static String read(String name) {
        try (var file = Shelf.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + name + " cannot be read", e);
        }
    }

    private record Set(Map<String, Packed> files, Packed worker, Icons icons, Colours colours, String version) {}
}
