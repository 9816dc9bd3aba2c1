package io.newsbell.bench;

import io.newsbell.bench.Load.Call;
import io.newsbell.process.DatabaseProcess;
import io.newsbell.sandbox.SandboxTokens;
import io.vertx.core.http.HttpMethod;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// What a day's phones call: inboxes, heartbeats, new addresses, follows and unfollows, receipts.
final class SoakPhones {
    private static final int PHONES = 2_000;
    private static final int KINDS = 10;

    private final List<String> ids;

    /// The last alert that has rung them.
    private final AtomicReference<String> told = new AtomicReference<>("");

    private SoakPhones(List<String> ids) {
        this.ids = ids;
    }

    /// Some of the phones that are there, with secrets that are known.
    static SoakPhones of(DatabaseProcess database) throws SQLException {
        var ids = new ArrayList<String>();
        try (var db = database.connect();
                var query = db.prepareStatement("""
                        UPDATE device SET secret_hash = sha256(convert_to('nbd_' || id, 'UTF8'))
                        WHERE ordinal IN (SELECT ordinal FROM device ORDER BY ordinal LIMIT ?) RETURNING id::text""")) {
            query.setInt(1, PHONES);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return new SoakPhones(ids);
    }

    void told(String alert) {
        told.set(alert);
    }

    Call call(long n) {
        var id = ids.get((int) (n / KINDS % ids.size()));
        var alert = told.get();
        return switch ((int) (n % KINDS)) {
            case 0, 1, 2 -> read(n);
            case 3, 4 -> call(HttpMethod.PUT, "/v1/devices/" + id, id, device(id));
            case 5 -> call(HttpMethod.PUT, "/v1/devices/" + id, id, device(id + "-" + n));
            case 6 -> call(HttpMethod.PUT, "/v1/devices/" + id + "/subscriptions/weather", id, "{\"level\":\"every\"}");
            case 7 -> call(HttpMethod.DELETE, "/v1/devices/" + id + "/subscriptions/weather", id, "");
            default ->
                alert.isEmpty()
                        ? call(HttpMethod.GET, "/v1/devices/" + id + "/subscriptions", id, "")
                        : call(HttpMethod.POST, "/v1/receipts", id, receipt(id, alert));
        };
    }

    /// An inbox.
    Call read(long n) {
        var id = ids.get((int) (n % ids.size()));
        return call(HttpMethod.GET, "/v1/devices/" + id + "/notifications", id, "");
    }

    private static Call call(HttpMethod method, String path, String id, String body) {
        return new Call(method, path, "nbd_" + id, body, _ -> {});
    }

    private static String device(String address) {
        return """
                {"app":"demo","platform":"android","address":{"type":"fcmToken","value":"%s"},\
                "locale":"en-IN","timeZone":"Asia/Kolkata","appVersion":"7.1.0","osVersion":"16"}""".formatted(SandboxTokens.mint(address));
    }

    private static String receipt(String id, String alert) {
        return """
                {"deviceId":"%s","receipts":[{"alertId":"%s","event":"opened","at":"%s"}]}""".formatted(id, alert, Instant.now());
    }
}
