package io.newsbell.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/// A publisher's web server, with levers.
public final class FeedServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FeedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String address(String path) {
        return "http://localhost:" + port() + path;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path.equals(path)).toList();
    }

    public void has(String path, String document) {
        says(path, 200, Map.of(), document);
    }

    public void says(String path, int status, Map<String, String> headers, String body) {
        says(path, status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    public void says(String path, int status, Map<String, String> headers, byte[] body) {
        handlers.put(path, exchange -> {
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        });
    }

    /// Answers 304 to whoever has this document already.
    public void hasWithValidators(String path, String etag, String document) {
        handlers.put(path, exchange -> {
            exchange.getResponseHeaders().add("ETag", etag);
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                var body = document.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
    }

    public void redirects(String path, int status, String location) {
        says(path, status, Map.of("Location", location), "");
    }

    /// A body that goes on for ever, as fast as it is taken.
    public void isEndless(String path) {
        handlers.put(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            var part = "<!-- endless -->".repeat(4_096).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(part);
            }
        });
    }

    /// Accepts the call and says nothing for as long as the server lives.
    public void isSilent(String path) {
        handlers.put(path, _ -> {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// A byte now and then, so that no single wait is long.
    public void drips(String path) {
        handlers.put(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!closed.await(100, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// A thousandth of its size on the wire.
    public void isGzipBomb(String path, int size) {
        says(path, 200, Map.of("Content-Encoding", "gzip"), gzip(new byte[size]));
    }

    public static byte[] gzip(byte[] body) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(new Call(path, Map.copyOf(exchange.getRequestHeaders()), body));
            handlers.getOrDefault(path, unknown -> unknown.sendResponseHeaders(404, -1))
                    .answer(exchange);
        }
    }

    /// @param headers as the JDK writes their names: `If-none-match`
    public record Call(String path, Map<String, List<String>> headers, String body) {}

    private interface Handler {
        void answer(HttpExchange exchange) throws IOException;
    }
}
