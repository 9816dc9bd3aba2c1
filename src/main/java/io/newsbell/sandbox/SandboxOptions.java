package io.newsbell.sandbox;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// How a sandbox is set up. It listens on 127.0.0.1 only, whatever the port.
///
/// @param port 0 takes any free one
/// @param folder where `service-account.json` and `certificate.pem` lie; made if it is missing
/// @param project the Firebase project it stands for
/// @param latency how long the answer about a well-formed message waits; 100 ms is Google on a slow day
/// @param remembered how many messages the ledger keeps in full; 200,000 of 600 bytes are about 200 MB
/// @param seed of the chance in [Lever#share()]
/// @param clock tells when access tokens and certificates end, and when a message came
public record SandboxOptions(
        int port, Path folder, String project, Duration latency, int remembered, long seed, Clock clock) {

    public SandboxOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is 0 to 65535, not " + port);
        }
        if (remembered < 1) {
            throw new IllegalArgumentException("the ledger must remember one message at least");
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency cannot be negative");
        }
    }

    public static SandboxOptions in(Path folder) {
        return new SandboxOptions(0, folder, "newsbell-sandbox", Duration.ZERO, 200_000, 42, Clock.systemUTC());
    }

    public SandboxOptions withPort(int newPort) {
        return new SandboxOptions(newPort, folder, project, latency, remembered, seed, clock);
    }

    public SandboxOptions withFolder(Path newFolder) {
        return new SandboxOptions(port, newFolder, project, latency, remembered, seed, clock);
    }

    public SandboxOptions withProject(String newProject) {
        return new SandboxOptions(port, folder, newProject, latency, remembered, seed, clock);
    }

    public SandboxOptions withLatency(Duration newLatency) {
        return new SandboxOptions(port, folder, project, newLatency, remembered, seed, clock);
    }

    public SandboxOptions withRemembered(int messages) {
        return new SandboxOptions(port, folder, project, latency, messages, seed, clock);
    }

    public SandboxOptions withSeed(long newSeed) {
        return new SandboxOptions(port, folder, project, latency, remembered, newSeed, clock);
    }

    public SandboxOptions withClock(Clock newClock) {
        return new SandboxOptions(port, folder, project, latency, remembered, seed, newClock);
    }
}
