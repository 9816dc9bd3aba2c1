package io.newsbell.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/// What Java's own [ProcessHandle] cannot send.
enum Signal {
    QUIT,
    STOP,
    CONT;

    void send(long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name() + " " + pid + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
