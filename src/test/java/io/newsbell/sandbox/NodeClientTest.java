package io.newsbell.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Google's official Node client against the sandbox: a second pair of eyes on the protocol, in another language,
/// with another HTTP/2 stack, other spellings and other ideas of OAuth than the Java one.
class NodeClientTest extends SandboxTest {
    private static final Path PROJECT = Path.of("target", "node-client").toAbsolutePath();
    private static final String VERSION = "14.5.1";
    private static final String PACKAGE = "firebase-admin@" + VERSION;

    @Test
    void the_node_client_sends_one_and_sends_each() throws Exception {
        assumeTrue(runs("node", "--version"), "there is no node on the PATH");
        assumeTrue(runs("npm", "--version"), "there is no npm on the PATH");
        assumeTrue(isInstalled(), "npm could not install " + PACKAGE + ": is the registry within reach?");
        Path resources =
                Path.of("src", "test", "resources", "io", "newsbell", "sandbox").toAbsolutePath();
        Files.copy(resources.resolve("send.cjs"), PROJECT.resolve("send.cjs"), StandardCopyOption.REPLACE_EXISTING);

        Ran node = run(
                Map.of(
                        "NODE_EXTRA_CA_CERTS", sandbox.certificateFile().toString(),
                        "SANDBOX_PORT", Integer.toString(sandbox.port()),
                        "SANDBOX_CREDENTIALS", sandbox.serviceAccountFile().toString()),
                "node",
                "--require",
                resources.resolve("redirect.cjs").toString(),
                "send.cjs",
                ANA,
                neverIssued());

        assertThat(node.exit()).as(node.output()).isZero();
        JsonNode told = SandboxClient.readJson(node.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow());
        var messages = sandbox.ledger().messagesTo(ANA);
        assertThat(messages).hasSize(2);
        assertThat(told.path("name").asText()).isEqualTo(messages.get(0).name());
        assertThat(told.path("responses").valueStream().map(JsonNode::asText))
                .containsExactly(
                        messages.get(1).name(),
                        "messaging/registration-token-not-registered",
                        "messaging/invalid-argument");
        assertThat(messages).extracting(SandboxMessage::httpVersion).containsExactly("HTTP/1.1", "HTTP/2");
        PhoneScreen phone = sandbox.phone(ANA);
        assertThat(phone.visible())
                .singleElement()
                .satisfies(shown -> assertThat(shown.key()).isEqualTo("story-1"));
    }

    private static boolean isInstalled() throws IOException, InterruptedException {
        Files.createDirectories(PROJECT);
        Path installed = PROJECT.resolve("node_modules/firebase-admin/package.json");
        if (Files.exists(installed) && Files.readString(installed).contains("\"version\": \"" + VERSION + "\"")) {
            return true;
        }
        // Of a registry out of reach npm would try again for minutes.
        String[] install = {
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--fetch-retries=0",
            "--prefix",
            ".",
            PACKAGE
        };
        return run(Map.of(), install).exit() == 0;
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private record Ran(int exit, String output) {}

    private static Ran run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("node-client", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(PROJECT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            return new Ran(ended ? process.exitValue() : -1, Files.readString(log));
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
