package io.newsbell.sandbox;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/// Google's client libraries over the JDK's, sent to the sandbox whatever host they ask for.
final class RedirectingTransport extends HttpTransport {
    private final HttpClient http;
    private final URI endpoint;

    RedirectingTransport(SandboxClient client, Sandbox sandbox) {
        this.http = client.http();
        this.endpoint = URI.create(sandbox.endpoint());
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        URI asked = URI.create(url);
        String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(asked.getRawPath() + query));
        return new Call(method, request);
    }

    private final class Call extends LowLevelHttpRequest {
        private final String method;
        private final HttpRequest.Builder request;

        Call(String method, HttpRequest.Builder request) {
            this.method = method;
            this.request = request;
        }

        @Override
        public void addHeader(String name, String value) {
            request.header(name, value);
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (getStreamingContent() != null) {
                getStreamingContent().writeTo(body);
                request.header("Content-Type", getContentType());
            }
            request.method(method, BodyPublishers.ofByteArray(body.toByteArray()));
            try {
                return new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    private static final class Answer extends LowLevelHttpResponse {
        private final HttpResponse<byte[]> response;
        private final List<Map.Entry<String, String>> headers;

        Answer(HttpResponse<byte[]> response) {
            this.response = response;
            this.headers = response.headers().map().entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream().map(value -> Map.entry(entry.getKey(), value)))
                    .toList();
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(response.body());
        }

        @Override
        public String getContentEncoding() {
            return "";
        }

        @Override
        public long getContentLength() {
            return response.body().length;
        }

        @Override
        public String getContentType() {
            return response.headers().firstValue("content-type").orElse("");
        }

        @Override
        public String getStatusLine() {
            return "HTTP " + response.statusCode();
        }

        @Override
        public int getStatusCode() {
            return response.statusCode();
        }

        @Override
        public String getReasonPhrase() {
            return "";
        }

        @Override
        public int getHeaderCount() {
            return headers.size();
        }

        @Override
        public String getHeaderName(int index) {
            return headers.get(index).getKey();
        }

        @Override
        public String getHeaderValue(int index) {
            return headers.get(index).getValue();
        }
    }
}
