package io.newsbell.fcm;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import io.newsbell.http2.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The other side of an SDK that is not to speak to the network: keeps what the SDK would have sent, and
/// gives it an answer that has come, or is to be made up.
final class ReplayTransport extends HttpTransport {
    /// The SDK renews credentials on 401 and sleeps and repeats on 503, in the middle of our thread. It reads
    /// the meaning from the body, so it may as well think that the status is another one.
    private static final int INSTEAD_OF_ITS_RETRIES = 400;

    private static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    /// Runs an SDK call in which every request is given this answer.
    ///
    /// @return what the SDK would have sent
    static <E extends Exception> byte[] call(HttpAnswer answer, SdkCall<E> sdk) throws E {
        var exchange = new Exchange(answer, new ByteArrayOutputStream());
        ScopedValue.where(CURRENT, exchange).<@Nullable Void, E>call(() -> {
            sdk.run();
            return null;
        });
        return exchange.sent().toByteArray();
    }

    @FunctionalInterface
    interface SdkCall<E extends Exception> {
        void run() throws E;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        return new Request(CURRENT.get());
    }

    private record Exchange(HttpAnswer answer, ByteArrayOutputStream sent) {}

    private static final class Request extends LowLevelHttpRequest {
        private final Exchange exchange;

        Request(Exchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void addHeader(String name, String value) {}

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            exchange.sent().reset();
            if (getStreamingContent() != null) {
                getStreamingContent().writeTo(exchange.sent());
            }
            return new Response(exchange.answer());
        }
    }

    private static final class Response extends LowLevelHttpResponse {
        private final HttpAnswer answer;

        Response(HttpAnswer answer) {
            this.answer = answer;
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(answer.body());
        }

        @Override
        public @Nullable String getContentEncoding() {
            return null;
        }

        @Override
        public long getContentLength() {
            return answer.body().length;
        }

        @Override
        public String getContentType() {
            return "application/json; charset=UTF-8";
        }

        @Override
        public @Nullable String getStatusLine() {
            return null;
        }

        @Override
        public int getStatusCode() {
            return answer.status() == HttpAnswer.OK ? HttpAnswer.OK : INSTEAD_OF_ITS_RETRIES;
        }

        @Override
        public @Nullable String getReasonPhrase() {
            return null;
        }

        @Override
        public int getHeaderCount() {
            return 0;
        }

        @Override
        public String getHeaderName(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public String getHeaderValue(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    }
}
