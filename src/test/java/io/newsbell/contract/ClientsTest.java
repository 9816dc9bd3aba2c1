package io.newsbell.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whoever would rather generate a client than write one can. The tools are processes of their own; Maven has laid them
/// out under `target/client-tools`.
class ClientsTest {
    private static final Path TOOLS = Path.of("target", "client-tools");
    private static final Path CLIENTS = Path.of("target", "clients");
    private static final String GENERATOR = "openapi-generator-cli-7.17.0.jar";

    /// What the generator says of every 3.1 document, and of every answer that is not JSON: our export is NDJSON.
    private static final List<String> SAID_OF_ANY = List.of(
            "OpenAPI 3.1 support is still in beta",
            "Response examples can currently only be generated for application/json");

    @Test
    void a_kotlin_client_is_generated_without_a_warning_and_compiles() {
        assertThat(warnings(generate("kotlin"))).isEmpty();

        var tools = jars(TOOLS.resolve("kotlin"));
        var compiled = run(Stream.of(
                "-cp",
                tools,
                "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler",
                CLIENTS.resolve("kotlin/src/main/kotlin").toString(),
                "-cp",
                tools,
                "-no-stdlib",
                "-no-reflect",
                "-d",
                CLIENTS.resolve("kotlin/classes").toString()));
        assertThat(compiled.status()).as(compiled.output()).isZero();
    }

    @Test
    void a_swift_client_is_generated_without_a_warning() {
        assertThat(warnings(generate("swift6"))).isEmpty();
        assertThat(CLIENTS.resolve("swift6/Sources/OpenAPIClient/APIs/DevicesAPI.swift"))
                .content()
                .contains("registerDevice");
    }

    private static Ended generate(String language) {
        var ended = run(Stream.of(
                "-jar",
                TOOLS.resolve(GENERATOR).toString(),
                "generate",
                "-g",
                language,
                "-i",
                Path.of("deploy", "openapi.yaml").toString(),
                "-o",
                CLIENTS.resolve(language).toString()));
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended;
    }

    private static Stream<String> warnings(Ended ended) {
        return ended.output()
                .lines()
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> SAID_OF_ANY.stream().noneMatch(line::contains));
    }

    private static String jars(Path folder) {
        try (var files = Files.list(folder)) {
            return files.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Ended run(Stream<String> arguments) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = Stream.concat(
                        Stream.of(java, "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"),
                        arguments)
                .toList();
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Ended(int status, String output) {}
}
