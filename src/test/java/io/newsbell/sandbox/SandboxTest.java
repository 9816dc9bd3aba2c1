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

    @TempDir
    Path folder;

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

    static String hello(String token) {
        return to(token, "'notification':{'title':'Hello','body':'World'}");
    }
}
