package io.newsbell.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Threads that want connections and keep them stand for a database that has too much to do. The calls
/// prove nothing of who they are: one that is let in is answered 401, without a connection.
@QuarkusTest
class OverloadTest {
    private static final int SHED = 503;
    private static final int LET_IN = 401;

    @TestHTTPResource(value = "/metrics", management = true)
    @SuppressWarnings("NullAway.Init")
    URL metrics;

    @Inject
    @SuppressWarnings("NullAway.Init")
    AgroalDataSource dataSource;

    private final String device = UUID.randomUUID().toString();

    @BeforeEach
    void nothingElseIsGoingOn() {
        new Newsroom().waitUntilNothingIsLeftToDo();
    }

    @Test
    void the_cheapest_calls_are_refused_first_and_the_newsrooms_never() {
        assertThat(read().statusCode()).isEqualTo(LET_IN);

        whileThreadsWait(0.3, () -> {
            read().then().statusCode(SHED).body("code", equalTo("unavailable")).body("retryable", equalTo(true));
            assertThat(Integer.parseInt(read().header("Retry-After"))).isBetween(2, 30);
            assertThat(receipt().statusCode()).isEqualTo(LET_IN);
            assertThat(follow().statusCode()).isEqualTo(LET_IN);
        });
        whileThreadsWait(0.6, () -> {
            assertThat(read().statusCode()).isEqualTo(SHED);
            assertThat(receipt().statusCode()).isEqualTo(SHED);
            assertThat(follow().statusCode()).isEqualTo(LET_IN);
        });
        whileThreadsWait(1.2, () -> {
            assertThat(receipt().statusCode()).isEqualTo(SHED);
            assertThat(follow().statusCode()).isEqualTo(SHED);
            assertThat(newsroom().statusCode()).isEqualTo(LET_IN);
            // The figures of the database are missing then, or old; the others are there.
            assertThat(given().get(metrics).asString())
                    .containsPattern("newsbell_pressure [1-9]")
                    .doesNotContainPattern("newsbell_calls_shed_total\\{limit=\"overload_registrations\"\\} 0\\.0");
        });

        await("calm").untilAsserted(() -> assertThat(read().statusCode()).isEqualTo(LET_IN));
    }

    private Response read() {
        return given().get("/v1/devices/{id}/subscriptions", device);
    }

    private static Response receipt() {
        return given().contentType("application/json").body("{}").post("/v1/receipts");
    }

    private Response follow() {
        return given().contentType("application/json").body("{}").put("/v1/devices/{id}/subscriptions/any", device);
    }

    private static Response newsroom() {
        return given().get("/v1/alerts");
    }

    /// @param share of the connections there are
    private void whileThreadsWait(double share, Runnable check) {
        int all = dataSource.getConfiguration().connectionPoolConfiguration().maxSize();
        int waiting = (int) Math.ceil(share * all);
        var enough = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < all + waiting; i++) {
                threads.execute(() -> keepConnectionUntil(enough));
            }
            try {
                await("threads that wait").until(() -> dataSource.getMetrics().awaitingCount() >= waiting);
                check.run();
            } finally {
                enough.countDown();
            }
        }
    }

    private void keepConnectionUntil(CountDownLatch enough) {
        try {
            while (enough.getCount() > 0) {
                waitForConnection(enough);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitForConnection(CountDownLatch enough) throws InterruptedException {
        try (var _ = dataSource.getConnection()) {
            enough.await();
        } catch (SQLException e) {
            // It has waited too long, and waits again.
        }
    }
}
