package io.newsbell.audit;

import java.time.Instant;
import java.util.Map;

/// One act, as it was written down.
///
/// @param actor     [Actor#text()]
/// @param actorName [Actor#words()] at that time
/// @param act       [Act#code()]; perhaps one that this release does not know any more
/// @param hash      of this entry and all before it, in hex: who notes it elsewhere can tell later that nothing of
///                  them was changed
public record Entry(
        long seq,
        Instant at,
        String actor,
        String actorName,
        String act,
        String subject,
        Map<String, String> detail,
        String hash) {}
