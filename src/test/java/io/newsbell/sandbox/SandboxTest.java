package io.newsbell.sandbox;

import io.vertx.core.Vertx;
import java.net.http.HttpClient.Version;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A sandbox and a raw client of it over HTTP/2, new for each test.
abstract class SandboxTest {
    static final String ANA = SandboxTokens.mint("ana");
    static final String BEN = SandboxTokens.mint("ben");

    /// One for all tests of a class: keys take longer to make than everything else.
    @TempDir
    static Path folder;

    Vertx vertx;
    Sandbox sandbox;
    SandboxClient client;

    @BeforeEach
    void startSandbox() {
        vertx = Vertx.vertx();
        sandbox = Sandbox.start(vertx, options(SandboxOptions.in(folder)));
        client = new SandboxClient(sandbox, Version.HTTP_2);
    }

    @AfterEach
    void stopSandbox() {
        client.close();
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    SandboxOptions options(SandboxOptions standard) {
        return standard;
    }

    /// A message to this token with these further fields: `to(ANA, "'data':{'a':'b'}")`.
    static String to(String token, String fields) {
        String more = fields.isEmpty() ? "" : "," + fields;
        return ("{'message':{'token':'" + token + "'" + more + "}}").replace('\'', '"');
    }

    /// Well formed, and its check is wrong: the last character but one is another (the last carries spare bits).
    static String neverIssued() {
        int at = ANA.length() - 2;
        char other = ANA.charAt(at) == 'A' ? 'B' : 'A';
        return ANA.substring(0, at) + other + ANA.substring(at + 1);
    }

    static String hello(String token) {
        return to(token, "'notification':{'title':'Hello','body':'World'}");
    }
}
