package io.newsbell.sandbox;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;

/// The sandbox alone, for development against it and for benchmarks in which it must be another process.
public final class SandboxMain {
    private static final String USAGE = """
            Usage: SandboxMain [--port 9443] [--folder data/sandbox] [--project newsbell-sandbox] [--delay-ms 20]
                   [--remember 200000]
            """;

    private SandboxMain() {}

    public static void main(String[] args) {
        SandboxOptions options;
        try {
            options = options(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.print(USAGE);
            System.exit(2);
            return;
        }
        Vertx vertx = Vertx.vertx();
        Sandbox sandbox = Sandbox.start(vertx, options);
        System.out.println(greeting(sandbox));
    }

    static SandboxOptions options(String... args) {
        SandboxOptions options = SandboxOptions.in(Path.of("data", "sandbox")).withPort(9443);
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            String value = args[i + 1];
            options = switch (args[i]) {
                case "--port" -> options.withPort(Integer.parseInt(value));
                case "--folder" -> options.withFolder(Path.of(value));
                case "--project" -> options.withProject(value);
                case "--delay-ms" -> options.withLatency(Duration.ofMillis(Long.parseLong(value)));
                case "--remember" -> options.withRemembered(Integer.parseInt(value));
                default -> throw new IllegalArgumentException("there is no " + args[i]);
            };
        }
        return options;
    }

    static String greeting(Sandbox sandbox) {
        return """
                The FCM sandbox of project %s listens on %s
                  credentials  %s
                  certificate  %s
                Newsbell sends to it with these settings:
                  NEWSBELL_FCM_ENDPOINT=%s
                  NEWSBELL_FCM_DATA_ENDPOINT=%s
                  NEWSBELL_FCM_CREDENTIALS=%s
                  NEWSBELL_FCM_CERTIFICATE=%s
                """.formatted(
                        sandbox.project(),
                        sandbox.endpoint(),
                        sandbox.serviceAccountFile().toAbsolutePath(),
                        sandbox.certificateFile().toAbsolutePath(),
                        sandbox.endpoint(),
                        sandbox.endpoint(),
                        sandbox.serviceAccountFile().toAbsolutePath(),
                        sandbox.certificateFile().toAbsolutePath());
    }
}
