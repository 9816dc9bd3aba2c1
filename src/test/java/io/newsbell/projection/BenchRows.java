package io.newsbell.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Rows into PostgreSQL by COPY in its binary form: the quickest way in.
final class BenchRows implements AutoCloseable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int TEXT = 25;
    private static final int TIME = 1083;
    private static final int ROOM = 1 << 16;
    private static final int LONGEST_VALUE = 1 << 12;
    private static final long NANOS_A_MICRO = 1_000;

    private final CopyIn copy;
    private final ByteBuffer buffer = ByteBuffer.allocate(ROOM);

    /// @param table with its columns
    BenchRows(Connection db, String table) throws SQLException {
        copy = db.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN (FORMAT binary, FREEZE)");
        buffer.put(HEADER);
    }

    BenchRows row(int columns) throws SQLException {
        flush(Short.BYTES);
        buffer.putShort((short) columns);
        return this;
    }

    BenchRows number(int value) throws SQLException {
        flush(LONGEST_VALUE);
        buffer.putInt(Integer.BYTES).putInt(value);
        return this;
    }

    BenchRows number(long value) throws SQLException {
        flush(LONGEST_VALUE);
        buffer.putInt(Long.BYTES).putLong(value);
        return this;
    }

    BenchRows numberOrNull(int value) throws SQLException {
        return value == 0 ? nothing() : number(value);
    }

    BenchRows truth(boolean value) throws SQLException {
        flush(LONGEST_VALUE);
        buffer.putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    BenchRows nothing() throws SQLException {
        flush(LONGEST_VALUE);
        buffer.putInt(-1);
        return this;
    }

    BenchRows text(@Nullable String value) throws SQLException {
        return value == null ? nothing() : bytes(value.getBytes(UTF_8));
    }

    BenchRows uuid(long most, long least) throws SQLException {
        flush(LONGEST_VALUE);
        buffer.putInt(2 * Long.BYTES).putLong(most).putLong(least);
        return this;
    }

    BenchRows instant(@Nullable Instant value) throws SQLException {
        return value == null ? nothing() : number(ChronoUnit.MICROS.between(EPOCH, value));
    }

    BenchRows time(@Nullable LocalTime value) throws SQLException {
        return value == null ? nothing() : number(value.toNanoOfDay() / NANOS_A_MICRO);
    }

    BenchRows texts(List<String> values) throws SQLException {
        return array(TEXT, values.stream().map(value -> value.getBytes(UTF_8)).toList());
    }

    BenchRows times(List<LocalTime> values) throws SQLException {
        return array(
                TIME,
                values.stream()
                        .map(value -> ByteBuffer.allocate(Long.BYTES)
                                .putLong(value.toNanoOfDay() / NANOS_A_MICRO)
                                .array())
                        .toList());
    }

    private BenchRows array(int type, List<byte[]> values) throws SQLException {
        flush(LONGEST_VALUE);
        int start = buffer.position();
        buffer.putInt(0).putInt(values.isEmpty() ? 0 : 1).putInt(0).putInt(type);
        if (!values.isEmpty()) {
            buffer.putInt(values.size()).putInt(1);
            values.forEach(value -> buffer.putInt(value.length).put(value));
        }
        buffer.putInt(start, buffer.position() - start - Integer.BYTES);
        return this;
    }

    BenchRows bytes(byte[] value) throws SQLException {
        flush(LONGEST_VALUE);
        buffer.putInt(value.length).put(value);
        return this;
    }

    private void flush(int room) throws SQLException {
        if (buffer.remaining() < room) {
            copy.writeToCopy(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
    }

    @Override
    public void close() throws SQLException {
        flush(LONGEST_VALUE);
        buffer.putShort((short) -1);
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        copy.endCopy();
    }
}
