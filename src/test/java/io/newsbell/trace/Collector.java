package io.newsbell.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/// A collector of OpenTelemetry's protocol over HTTP that keeps what it is sent.
final class Collector implements AutoCloseable {
    private static final int OK = 200;

    private final HttpServer server;
    private final List<Span> spans = new CopyOnWriteArrayList<>();

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What has come of a trace, in the order in which it came.
    List<Span> spans(String trace) {
        return spans.stream()
                .filter(span -> HexFormat.of()
                        .formatHex(span.getTraceId().toByteArray())
                        .equals(trace))
                .toList();
    }

    private void take(HttpExchange call) throws IOException {
        try (call;
                var body = body(call)) {
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .forEach(scope -> spans.addAll(scope.getSpansList()));
            call.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            call.sendResponseHeaders(OK, -1);
        }
    }

    private static InputStream body(HttpExchange call) throws IOException {
        return "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(call.getRequestBody())
                : call.getRequestBody();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
