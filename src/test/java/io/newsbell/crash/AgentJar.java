package io.newsbell.crash;

import io.newsbell.crash.agent.BugAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// The agent, made of this build's own test classes.
final class AgentJar {
    private static final Path JAR = Path.of("target", "crash-agent.jar");
    private static final Path CLASSES = Path.of("target", "test-classes");

    private AgentJar() {}

    static Path make() {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", BugAgent.class.getName());
        var folder = CLASSES.resolve(BugAgent.class.getPackageName().replace('.', '/'));
        try (var classes = Files.list(folder);
                var jar = new JarOutputStream(Files.newOutputStream(JAR), manifest)) {
            for (var each : classes.sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(CLASSES.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return JAR.toAbsolutePath();
    }
}
