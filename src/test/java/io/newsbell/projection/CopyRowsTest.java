package io.newsbell.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@QuarkusTest
class CopyRowsTest {
    private static final String ALL_TYPES = """
            (SELECT n, n::bigint << 40, n % 2 = 0, CASE n WHEN 2 THEN NULL ELSE 'né' || n END, 'EVERY',
                timestamptz '2026-11-26T03:44:57.123456Z', NULL::timestamptz, time '22:15', NULL::time,
                ARRAY[time '08:00', time '23:59:59'], '{}'::time[], ARRAY['hi', 'en-IN'], '\\x0102'::bytea
            FROM generate_series(1, 3) AS n)""";

    /// More than the buffers between the server and here hold.
    private static final String MANY = "(SELECT repeat('x', 1000) FROM generate_series(1, 100000))";

    @Inject
    AgroalDataSource dataSource;

    @Test
    void every_type_is_read_as_postgresql_wrote_it() throws SQLException {
        var numbers = new ArrayList<Integer>();
        try (var db = dataSource.getConnection()) {
            CopyRows.read(db, ALL_TYPES, rows -> readAll(rows, numbers));
            assertThat(db.isValid(1)).isTrue();
        }
        assertThat(numbers).containsExactly(1, 2, 3);
    }

    @Test
    void a_connection_that_breaks_while_rows_come_keeps_nobody_waiting() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            try (var db = dataSource.getConnection()) {
                var session = db.unwrap(PGConnection.class).getBackendPID();

                assertThatThrownBy(() -> CopyRows.inOneSnapshot(db, () -> {
                            CopyRows.read(db, MANY, rows -> {
                                rows.next();
                                rows.readText();
                                end(session);
                                while (rows.next()) {
                                    rows.readText();
                                }
                            });
                            return true;
                        }))
                        .isInstanceOf(SQLException.class);

                assertThat(db.isClosed()).isTrue();
            }
        });
    }

    private void end(int session) throws SQLException {
        try (var other = dataSource.getConnection();
                var terminate = other.prepareStatement("SELECT pg_terminate_backend(?)")) {
            terminate.setInt(1, session);
            terminate.execute();
        }
    }

    @Test
    void it_does_not_matter_where_the_stream_is_cut() throws SQLException, IOException {
        var stream = stream();
        for (int size = 1; size < 60; size++) {
            var numbers = new ArrayList<Integer>();
            readAll(new CopyRows(cut(stream, size)), numbers);
            assertThat(numbers).as("chunks of %d", size).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_stream_that_ends_too_early_is_not_taken_for_the_whole() throws SQLException {
        var stream = stream();

        assertThatThrownBy(() ->
                        readAll(new CopyRows(cut(Arrays.copyOf(stream, stream.length - 3), 50)), new ArrayList<>()))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void nothing_is_read_from_an_empty_table_and_the_connection_goes_on() throws SQLException {
        try (var db = dataSource.getConnection()) {
            CopyRows.read(
                    db,
                    "(SELECT 1 WHERE false)",
                    rows -> assertThat(rows.next()).isFalse());
            CopyRows.read(
                    db,
                    "(SELECT 7)",
                    rows -> assertThat(rows.next() && rows.readInt() == 7).isTrue());
            assertThat(db.isValid(1)).isTrue();
        }
    }

    @Test
    void a_column_of_another_type_is_noticed() {
        assertThatThrownBy(() -> {
                    try (var db = dataSource.getConnection()) {
                        CopyRows.read(
                                db,
                                "(SELECT 7::bigint)",
                                rows -> assertThat(rows.next() ? rows.readInt() : 0)
                                        .isZero());
                    }
                })
                .isInstanceOf(SQLException.class)
                .hasRootCauseMessage("a column of another type");
    }

    private static void readAll(CopyRows rows, List<Integer> numbers) throws IOException, SQLException {
        while (rows.next()) {
            int n = rows.readInt();
            numbers.add(n);
            assertThat(rows.readLong()).isEqualTo((long) n << 40);
            var raw = CopyRows.of(rows.readRaw(2));
            assertThat(raw.readBoolean()).isEqualTo(n % 2 == 0);
            assertThat(raw.readText()).isEqualTo(n == 2 ? null : "né" + n);
            assertThat(rows.readInitial()).isEqualTo((byte) 'E');
            assertThat(rows.readInstant()).isEqualTo(Instant.parse("2026-11-26T03:44:57.123456Z"));
            assertThat(rows.readInstant()).isNull();
            assertThat(rows.readTime()).isEqualTo(LocalTime.of(22, 15));
            assertThat(rows.readTime()).isNull();
            assertThat(rows.readTimes()).containsExactly(LocalTime.of(8, 0), LocalTime.of(23, 59, 59));
            assertThat(rows.readTimes()).isEmpty();
            assertThat(rows.readTexts()).containsExactly("hi", "en-IN");
            assertThat(rows.readBytes()).containsExactly(1, 2);
        }
    }

    private static CopyRows.Chunks cut(byte[] stream, int size) {
        int[] at = {0};
        return () -> {
            if (at[0] == stream.length) {
                return null;
            }
            int from = at[0];
            at[0] = Math.min(stream.length, from + size);
            return Arrays.copyOfRange(stream, from, at[0]);
        };
    }

    private byte[] stream() throws SQLException {
        try (var db = dataSource.getConnection()) {
            var bytes = new ByteArrayOutputStream();
            var copy = db.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("COPY " + ALL_TYPES + " TO STDOUT (FORMAT binary)");
            for (var chunk = copy.readFromCopy(); chunk != null; chunk = copy.readFromCopy()) {
                bytes.writeBytes(chunk);
            }
            return bytes.toByteArray();
        }
    }
}
