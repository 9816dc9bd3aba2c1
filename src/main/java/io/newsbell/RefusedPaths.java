package io.newsbell;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;
import java.util.Set;

/// Counts together what is refused before it is known which operation was meant. Quarkus would make a tag of
/// each such path as it was sent: device ids would stand in the metrics, and after a hundred paths nothing new
/// is counted, so that anybody could blind the operators.
@Singleton
class RefusedPaths implements MeterFilter {
    private static final String REQUESTS = "http.server.requests";
    private static final Set<String> BEFORE_THE_OPERATION = Set.of("405", "406", "413", "415");

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().equals(REQUESTS) && BEFORE_THE_OPERATION.contains(String.valueOf(id.getTag("status")))
                ? id.replaceTags(id.getTags().stream()
                        .map(tag -> tag.getKey().equals("uri") ? Tag.of("uri", "REFUSED") : tag)
                        .toList())
                : id;
    }
}
