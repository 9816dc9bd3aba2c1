package io.newsbell.feed;

import io.newsbell.outbound.PinnedClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

final class Gzip {
    private Gzip() {}

    /// Stops at the limit: a thousandth of a body can be enough to fill the memory.
    static byte[] unpack(byte[] packed, long largest) throws FeedTrouble {
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var body = unpacked.readNBytes((int) largest + 1);
            if (body.length > largest) {
                throw FeedTrouble.of(PinnedClient.tooLarge(largest));
            }
            return body;
        } catch (IOException e) {
            throw new FeedTrouble(FeedFault.MALFORMED, "It says that it is packed with gzip, and it is not.");
        }
    }
}
