package io.newsbell.feed;

import com.rometools.rome.io.XmlReader;
import io.newsbell.feed.ReadFeed.Refused;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a feed of whatever format: by what it is, not by what its server says it is.
@Singleton
class FeedReader {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";
    private static final char REPLACEMENT = '\uFFFD';

    /// @param contentType only for its charset
    ReadFeed read(byte[] body, Optional<String> contentType) throws FeedTrouble {
        if (isJson(body)) {
            return JsonFeed.read(body);
        }
        var charset = charset(body, contentType);
        try {
            return XmlFeed.read(
                    charset.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            return withoutBroken(XmlFeed.read(new String(body, charset)), charset);
        }
    }

    /// Items without wrong bytes are as good as ever.
    private static ReadFeed withoutBroken(ReadFeed read, Charset charset) {
        List<FeedItem> good = new ArrayList<>();
        var refused = new ArrayList<>(read.refused());
        for (var item : read.items()) {
            if (Stream.of(item.id(), item.title(), item.summary(), item.body(), item.link())
                    .anyMatch(text -> text != null && text.indexOf(REPLACEMENT) >= 0)) {
                refused.add(new Refused(item.label(), "It has bytes that are not %s.".formatted(charset)));
            } else {
                good.add(item);
            }
        }
        return new ReadFeed(good, refused, read.language(), read.goodFor(), read.hub(), read.self());
    }

    /// By byte order mark, then the server's charset, then the XML declaration, as RFC 7303 says. A server that
    /// says text/xml and no charset means none; ROME would take it for ASCII.
    private static Charset charset(byte[] body, Optional<String> contentType) throws FeedTrouble {
        var told = contentType.filter(type -> type.contains("charset"));
        try (var in = new ByteArrayInputStream(body);
                var reader = told.isPresent()
                        ? new XmlReader(in, told.get(), true, "UTF-8")
                        : new XmlReader(in, true, "UTF-8")) {
            return Charset.forName(reader.getEncoding());
        } catch (IOException | IllegalArgumentException e) {
            throw new FeedTrouble(FeedFault.MALFORMED, "Its encoding is not known.");
        }
    }

    private static boolean isJson(byte[] body) {
        for (var b : body) {
            if (b == '{') {
                return true;
            }
            var space = b >= 0 && b <= ' ';
            if (!space && BYTE_ORDER_MARK.indexOf(b & 0xFF) < 0) {
                return false;
            }
        }
        return false;
    }
}
