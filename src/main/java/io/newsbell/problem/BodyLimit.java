package io.newsbell.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// No body is longer than `quarkus.http.limits.max-body-size`, whether it tells its length or comes in chunks; whoever
/// sends a longer one is told so by a problem, which Quarkus's own limit does not do. Only an import, which is read
/// as it comes and never held, may have any length.
@Singleton
class BodyLimit {
    static final String DETAIL = "Send at most 2 MiB.";

    /// Where bodies have no limit, because nothing holds them.
    private static final String STREAMED = "/v1/imports";

    /// Quarkus looks at the length in its filter of order -2; a higher priority here comes before it, a lower one
    /// after.
    private static final int BEFORE_QUARKUS = 10;

    private static final int AFTER_QUARKUS = 1;

    private final long limit;
    private final ObjectMapper json;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::before, BEFORE_QUARKUS).register(this::after, AFTER_QUARKUS);
    }

    /// A body of unknown length: Quarkus would only notice, and answer nothing.
    @ServerRequestFilter
    void limitChunks(ContainerRequestContext request, RoutingContext call) {
        if (call.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
            request.setEntityStream(new Limited(request.getEntityStream(), limit));
        }
    }

    private void before(RoutingContext call) {
        var length = call.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (isStreamed(call)) {
            // Without a length it is a body like one in chunks, which is counted only while it is read.
            call.request().headers().remove(HttpHeaders.CONTENT_LENGTH);
        } else if (length != null && Long.parseLong(length) > limit) {
            refuse(call);
            return;
        }
        call.next();
    }

    private void after(RoutingContext call) {
        if (isStreamed(call)) {
            call.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        } else if (call.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
            // What is read by no filter of ours ends here; the rest is refused with a sentence before.
            call.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, 2 * limit);
        }
        call.next();
    }

    private static boolean isStreamed(RoutingContext call) {
        var path = Objects.requireNonNullElse(call.normalizedPath(), "");
        return path.equals(STREAMED) || path.startsWith(STREAMED + "/");
    }

    private void refuse(RoutingContext call) {
        var response = call.response()
                .setStatusCode(ErrorCode.BODY_TOO_LARGE.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close");
        response.endHandler(_ -> call.request().connection().close());
        try {
            var _ = response.end(json.writeValueAsString(ProblemBody.of(ErrorCode.BODY_TOO_LARGE, DETAIL, List.of())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem can always be written", e);
        }
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            left = limit;
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            var read = super.read(into, from, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) {
                throw new Problem(ErrorCode.BODY_TOO_LARGE, DETAIL);
            }
        }
    }
}
