package io.newsbell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged Newsbell, as an operator starts and stops it.
class NewsbellIT {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    @TempDir
    Path workingDirectory;

    @Test
    void a_terminated_newsbell_stops_its_database_after_itself() throws Exception {
        Process newsbell = start("-Dquarkus.datasource.jdbc.initial-size=2");
        assertThat(linesUntil(newsbell, "Installed features")).contains("PostgreSQL serves");

        newsbell.destroy();

        assertThat(newsbell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(workingDirectory.resolve("data/postgres/postmaster.pid")).doesNotExist();
        assertThat(postgresLog())
                .contains("database system is shut down")
                .as("connections that PostgreSQL had to cut")
                .doesNotContain("terminating connection");
    }

    @Test
    void a_second_newsbell_on_the_same_folder_says_one_sentence_and_fails() throws Exception {
        Process first = start();
        try {
            linesUntil(first, "Installed features");

            Process second = start();

            assertThat(linesUntil(second, "never").strip())
                    .matches("Newsbell did not start\\. The data folder .* is in use by another Newsbell \\(process "
                            + first.pid() + "\\): .*\\.");
            assertThat(second.waitFor()).isEqualTo(1);
        } finally {
            first.destroy();
            first.waitFor();
        }
    }

    @Test
    void a_database_named_in_the_env_file_is_used_instead_of_our_own() throws Exception {
        Files.writeString(
                workingDirectory.resolve(".env"), "QUARKUS_DATASOURCE_JDBC_URL=jdbc:postgresql://127.0.0.1:1/theirs\n");

        Process newsbell = start();

        try {
            assertThat(linesUntil(newsbell, "Installed features")).doesNotContain("PostgreSQL serves");
            assertThat(workingDirectory.resolve("data")).doesNotExist();
        } finally {
            newsbell.destroy();
            newsbell.waitFor();
        }
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.port=0");
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        return new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /// What the process says until it says the given words, or ends.
    private static String linesUntil(Process process, String words) throws IOException {
        StringBuilder said = new StringBuilder();
        BufferedReader output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            if (line.contains(words)) {
                break;
            }
        }
        return said.toString();
    }

    private String postgresLog() throws IOException {
        StringBuilder text = new StringBuilder();
        try (var logs = Files.list(workingDirectory.resolve("data/postgres/log"))) {
            for (Path log : logs.toList()) {
                text.append(Files.readString(log));
            }
        }
        return text.toString();
    }
}
