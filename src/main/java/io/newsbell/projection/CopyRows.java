package io.newsbell.projection;

import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// The rows of a `COPY … TO STDOUT (FORMAT binary)`, column by column: the cheapest way out of PostgreSQL.
/// Whoever reads it knows the columns and their types.
///
/// The format: a signature, flags, and an extension of which there is none; for each row the number of its
/// columns, and for each column its length, -1 for null, and its bytes in network order; at the end -1 for
/// the number of columns.
///
/// <https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS>
final class CopyRows {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLAGS = 4;
    private static final int NULL = -1;
    private static final short END = -1;
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// Times are microseconds since this.
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private static final long NANOS_A_MICRO = 1_000;
    private static final byte[] NOTHING = {};

    private final Chunks chunks;
    private byte[] chunk = NOTHING;
    private int at;
    private boolean begun;

    CopyRows(Chunks chunks) {
        this.chunks = chunks;
    }

    /// Reads several times what the database holds at one moment. After a failure the connection is gone, and
    /// no pool gets it back: if it broke while rows came, the driver keeps its lock for ever, and a rollback
    /// would wait for that.
    static <T> T inOneSnapshot(Connection db, Reading<T> reading) throws SQLException {
        boolean isRead = false;
        db.setAutoCommit(false);
        try (var statement = db.createStatement()) {
            statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            var found = reading.read();
            isRead = true;
            return found;
        } finally {
            if (isRead) {
                db.rollback();
                db.setAutoCommit(true);
            } else {
                db.abort(Runnable::run);
            }
        }
    }

    interface Reading<T> {
        T read() throws SQLException;
    }

    /// @param query a table with its columns, or a query in parentheses
    static void read(Connection db, String query, Reader reader) throws SQLException {
        var copy = db.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + query + " TO STDOUT (FORMAT binary)");
        try {
            reader.read(new CopyRows(() -> copy.readFromCopy()));
        } catch (IOException e) {
            throw new SQLException("The rows of COPY are not as expected", e);
        } finally {
            end(copy);
        }
    }

    /// Takes what is left after a failure. To cancel it would be quicker, but may leave the connection in the
    /// middle of an answer, for the next one who gets it from the pool.
    private static void end(CopyOut copy) throws SQLException {
        while (copy.isActive() && copy.readFromCopy() != null) {
            // Nobody wants it.
        }
    }

    /// Goes to the next row; all columns of the one before have been read.
    boolean next() throws IOException, SQLException {
        if (!begun) {
            begin();
        }
        if (int16() == END) {
            while (chunks.next() != null) {
                // Nothing comes any more but the word that it is complete.
            }
            return false;
        }
        return true;
    }

    private void begin() throws IOException, SQLException {
        begun = true;
        need(SIGNATURE.length + FLAGS + Integer.BYTES);
        if (!Arrays.equals(chunk, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new IOException("no signature");
        }
        at += SIGNATURE.length + FLAGS;
        skip(int32());
    }

    int readInt() throws IOException, SQLException {
        present(Integer.BYTES);
        return int32();
    }

    long readLong() throws IOException, SQLException {
        present(Long.BYTES);
        return int64();
    }

    boolean readBoolean() throws IOException, SQLException {
        present(1);
        return chunk[at++] != 0;
    }

    @Nullable
    Instant readInstant() throws IOException, SQLException {
        return length() == NULL ? null : EPOCH.plus(int64(), ChronoUnit.MICROS);
    }

    @Nullable
    String readText() throws IOException, SQLException {
        int length = length();
        return length == NULL ? null : text(length);
    }

    /// The first byte of a text that is there, for those of which it tells all.
    byte readInitial() throws IOException, SQLException {
        int length = length();
        byte initial = chunk[at];
        at += length;
        return initial;
    }

    byte[] readBytes() throws IOException, SQLException {
        int length = length();
        at += length;
        return Arrays.copyOfRange(chunk, at - length, at);
    }

    /// Several columns as they are, to be compared with others, or to be read later by [#of].
    byte[] readRaw(int columns) throws IOException, SQLException {
        int size = 0;
        for (int i = 0; i < columns; i++) {
            need(size + Integer.BYTES);
            int length = int32At(at + size);
            size += Integer.BYTES + Math.max(0, length);
            need(size);
        }
        at += size;
        return Arrays.copyOfRange(chunk, at - size, at);
    }

    /// Reads columns that were taken as they are.
    static CopyRows of(byte[] raw) {
        var rows = new CopyRows(() -> null);
        rows.chunk = raw;
        return rows;
    }

    @Nullable
    LocalTime readTime() throws IOException, SQLException {
        return length() == NULL ? null : time();
    }

    List<LocalTime> readTimes() throws IOException, SQLException {
        var times = new ArrayList<LocalTime>();
        for (int left = elements(); left > 0; left--) {
            int32();
            times.add(time());
        }
        return times;
    }

    List<String> readTexts() throws IOException, SQLException {
        var texts = new ArrayList<String>();
        for (int left = elements(); left > 0; left--) {
            texts.add(text(int32()));
        }
        return texts;
    }

    /// An array: dimensions, whether it has nulls, the type, and for each dimension its size and where it
    /// begins.
    private int elements() throws IOException, SQLException {
        if (length() == NULL) {
            return 0;
        }
        int dimensions = int32();
        skip(2 * Integer.BYTES);
        if (dimensions == 0) {
            return 0;
        }
        int size = int32();
        skip(Integer.BYTES);
        return size;
    }

    private LocalTime time() {
        return LocalTime.ofNanoOfDay(int64() * NANOS_A_MICRO);
    }

    private String text(int length) {
        at += length;
        return new String(chunk, at - length, length, StandardCharsets.UTF_8);
    }

    private void skip(int bytes) throws IOException, SQLException {
        need(bytes);
        at += bytes;
    }

    private void present(int length) throws IOException, SQLException {
        if (length() != length) {
            throw new IOException("a column of another type");
        }
    }

    /// Of the column that comes, whose bytes are all at hand afterwards.
    private int length() throws IOException, SQLException {
        need(Integer.BYTES);
        int length = int32();
        need(Math.max(0, length));
        return length;
    }

    private short int16() throws IOException, SQLException {
        need(Short.BYTES);
        short value = (short) SHORT.get(chunk, at);
        at += Short.BYTES;
        return value;
    }

    private int int32() {
        int value = int32At(at);
        at += Integer.BYTES;
        return value;
    }

    private int int32At(int from) {
        return (int) INT.get(chunk, from);
    }

    private long int64() {
        long value = (long) LONG.get(chunk, at);
        at += Long.BYTES;
        return value;
    }

    /// PostgreSQL sends each row as a chunk of its own; nothing here relies on that.
    private void need(int bytes) throws IOException, SQLException {
        while (chunk.length - at < bytes) {
            var more = chunks.next();
            if (more == null) {
                throw new EOFException();
            }
            if (at < chunk.length) {
                int left = chunk.length - at;
                var joined = Arrays.copyOfRange(chunk, at, chunk.length + more.length);
                System.arraycopy(more, 0, joined, left, more.length);
                more = joined;
            }
            chunk = more;
            at = 0;
        }
    }

    /// What comes of the stream next; null at its end.
    @FunctionalInterface
    interface Chunks {
        byte @Nullable [] next() throws SQLException;
    }

    @FunctionalInterface
    interface Reader {
        void read(CopyRows rows) throws IOException, SQLException;
    }
}
