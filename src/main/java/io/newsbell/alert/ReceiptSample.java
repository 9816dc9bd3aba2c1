package io.newsbell.alert;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/// Which of a wave's phones report that they have received it, and in what time: ten million that did so at
/// once would be our own stampede, and say no more than a hundred thousand. Who is in the sample changes
/// from alert to alert. Phones find it out for themselves, without a call; how is API: README, "What a
/// phone gets".
///
/// @param share  of the phones; 1 is everybody, 0 nobody
/// @param within the phone reports at a random moment of this time, whole seconds; zero is at once
public record ReceiptSample(double share, Duration within) {
    public static final ReceiptSample EVERYBODY = new ReceiptSample(1, Duration.ZERO);

    /// What was received is to be known within two minutes of sending: half of that is for the way.
    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final MathContext SHORT = new MathContext(3, RoundingMode.DOWN);
    private static final double NUMBERS = 0x1p32;

    /// For a wave to so many phones.
    ///
    /// @param most        reports of all of them that are wanted at most
    /// @param mostASecond reports a second that the API is to get at most
    public static ReceiptSample of(long phones, long most, long mostASecond) {
        long wanted = Math.min(most, mostASecond * LONGEST.toSeconds());
        double share = phones <= wanted
                ? 1
                : BigDecimal.valueOf(wanted)
                        .divide(BigDecimal.valueOf(phones), SHORT)
                        .doubleValue();
        var seconds = (long) Math.ceil(share * phones / mostASecond);
        return new ReceiptSample(share, seconds > 1 ? Duration.ofSeconds(seconds) : Duration.ZERO);
    }

    /// That of the wave of a row. Of a wave that an older version planned everybody reports.
    public static ReceiptSample in(ResultSet row) throws SQLException {
        double share = row.getDouble("receipt_share");
        return row.wasNull() ? EVERYBODY : new ReceiptSample(share, Duration.ofSeconds(row.getLong("receipt_within")));
    }

    public boolean isEverybody() {
        return share >= 1;
    }

    public boolean has(UUID alertId, UUID deviceId) {
        return isEverybody() || place(alertId, deviceId) < share;
    }

    /// As messages say it: `0.01`.
    public String shareInWords() {
        return BigDecimal.valueOf(share).stripTrailingZeros().toPlainString();
    }

    /// From 0 to 1, exclusive.
    private static double place(UUID alertId, UUID deviceId) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((alertId + ":" + deviceId).getBytes(StandardCharsets.US_ASCII));
            return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt()) / NUMBERS;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
