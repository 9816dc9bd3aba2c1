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

/// Puts the scripts together from their parts: one file is one call less for a reader, and the page and the worker
/// share what they know of the store and the device.
@Singleton
class Scripts {
    private final Script follow = new Script(joined("page", "store", "device", "texts", "style", "reader", "element"));
    private final String workerParts = joined("store", "device", "worker");
    private final Map<String, Script> workers = new ConcurrentHashMap<>();

    Script follow() {
        return follow;
    }

    /// @param app the slug of an app that exists
    Script worker(String app) {
        return workers.computeIfAbsent(
                app,
                slug -> new Script(
                        "(() => {\n\"use strict\";\nconst APP = \"" + slug + "\";\n" + workerParts + "})();\n"));
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
