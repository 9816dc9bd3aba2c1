package io.newsbell.web;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Puts the scripts together from their parts: one file is one call less for a reader, and the page and the
/// worker share what they know of the store and the device.
@Singleton
public class Scripts {
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private final Packed follow =
            new Packed(joined("page", "store", "device", "texts", "style", "reader", "element"), JAVASCRIPT);
    private final String workerParts = joined("store", "device", "worker");
    private final Map<String, Packed> workers = new ConcurrentHashMap<>();

    Packed follow() {
        return follow;
    }

    /// @param app the slug of an app that exists
    Packed worker(String app) {
        return workers.computeIfAbsent(app, slug -> new Packed(workerText(slug, "newsbell-" + slug), JAVASCRIPT));
    }

    /// @param app  the slug of an app that exists
    /// @param name under which the browser remembers; pages that use the worker must know the same
    public String workerText(String app, String name) {
        return "(() => {\n\"use strict\";\nconst APP = \"" + app + "\";\nconst NAME = \"" + name + "\";\n" + workerParts
                + "})();\n";
    }

    /// What pages of a reader's own share with the button. They say before it `APP`, `NAME`, `WORKER` and
    /// `base`.
    public String readerText() {
        return joined("store", "device", "texts", "reader");
    }

    private static String joined(String... parts) {
        return Arrays.stream(parts).map(Scripts::read).collect(Collectors.joining("\n"));
    }

    private static String read(String part) {
        try (var file = Scripts.class.getResourceAsStream(part + ".js")) {
            return new String(Objects.requireNonNull(file, part).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The script " + part + " cannot be read", e);
        }
    }
}
