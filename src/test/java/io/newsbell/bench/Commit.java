package io.newsbell.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Which source was measured.
final class Commit {
    private Commit() {}

    /// `-dirty` if a tracked file differs from it: such figures belong to no commit.
    static String current() throws IOException {
        return git("rev-parse", "HEAD")
                + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : "-dirty");
    }

    private static String git(String... arguments) throws IOException {
        var command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        var git = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
