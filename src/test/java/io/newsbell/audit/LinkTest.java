package io.newsbell.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final Link LINK = link("person:anna@example.org", "Anna Berg", "alert.sent", "alert:1");

    /// Worked out with another language's SHA-256. If this fails, no chain that is out there can be checked any more.
    @Test
    void an_entry_has_the_hash_that_it_always_had() {
        assertThat(HexFormat.of().formatHex(LINK.hash(Head.BEGINNING)))
                .isEqualTo("0efc4061cb61ed96e8b3d001afcab837c73ec81b4f736600ec989f5f52024d1a");
    }

    @Test
    void a_letter_that_moves_to_the_next_field_makes_another_hash() {
        var hashes = List.of(
                        LINK,
                        link("person:anna@example.orgA", "nna Berg", "alert.sent", "alert:1"),
                        link("person:anna@example.org", "Anna Berga", "lert.sent", "alert:1"),
                        link("person:anna@example.org", "Anna Berg", "alert.senta", "lert:1"),
                        link("person:anna@example.org", "Anna Bergalert.sent", "", "alert:1"))
                .stream()
                .map(link -> HexFormat.of().formatHex(link.hash(Head.BEGINNING)))
                .toList();

        assertThat(new HashSet<>(hashes)).hasSize(hashes.size());
    }

    private static Link link(String actor, String name, String act, String subject) {
        return new Link(
                7, 1, Instant.parse("2026-11-20T16:00:00.123456Z"), actor, name, act, subject, "{\"title\":\"Ü\"}");
    }
}
