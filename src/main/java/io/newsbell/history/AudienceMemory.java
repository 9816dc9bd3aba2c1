package io.newsbell.history;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.newsbell.ledger.Bitmaps;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;

/// Whom waves were meant for, as far as memory allows. Nothing here ever gets old: a stored audience never changes.
@Singleton
class AudienceMemory {
    /// Read together: one statement for as many as phones usually ask for, and not too much memory for a moment.
    private static final int PORTION = 50;

    /// What an entry costs beside its bytes.
    private static final int OVERHEAD = 200;

    private final PastWaveSql sql;
    private final OneReader reader = new OneReader();
    private final Cache<Long, ImmutableRoaringBitmap> known;

    AudienceMemory(PastWaveSql sql, HistoryConfig config) {
        this.sql = sql;
        this.known = Caffeine.newBuilder()
                .maximumWeight(config.audienceMemory().asLongValue())
                .weigher((Long wave, ImmutableRoaringBitmap audience) -> audience.serializedSizeInBytes() + OVERHEAD)
                .build();
    }

    List<PastWave> meantFor(int ordinal, List<PastWave> waves) {
        var meant = new ArrayList<PastWave>();
        for (int first = 0; first < waves.size(); first += PORTION) {
            var portion = waves.subList(first, Math.min(waves.size(), first + PORTION));
            var audiences = of(portion.stream().map(PastWave::id).toList());
            for (var wave : portion) {
                var audience = audiences.get(wave.id());
                if (audience != null && audience.contains(ordinal)) {
                    meant.add(wave);
                }
            }
        }
        return meant;
    }

    private Map<Long, ImmutableRoaringBitmap> of(List<Long> waves) {
        var found = known.getAllPresent(waves);
        return found.size() == waves.size() ? found : reader.take(() -> read(waves));
    }

    private Map<Long, ImmutableRoaringBitmap> read(List<Long> waves) {
        var found = new HashMap<>(known.getAllPresent(waves));
        var missing = waves.stream()
                .filter(wave -> !found.containsKey(wave))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            sql.audiences(missing).forEach((wave, bytes) -> {
                var audience = Bitmaps.view(bytes);
                known.put(wave, audience);
                found.put(wave, audience);
            });
        }
        return found;
    }
}
