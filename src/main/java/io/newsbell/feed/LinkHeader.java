package io.newsbell.feed;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// `Link: <https://hub.example/>; rel="hub", <https://news.example/feed>; rel="self"` (RFC 8288).
final class LinkHeader {
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,2048})>([^<]{0,500})");

    private LinkHeader() {}

    static Optional<String> find(List<String> headers, String rel) {
        var wanted = Pattern.compile(";\\s*rel\\s*=\\s*(\"[^\"]*\\b" + rel + "\\b[^\"]*\"|" + rel + "\\b)");
        return headers.stream()
                .flatMap(header -> LINK.matcher(header).results())
                .filter(link -> wanted.matcher(link.group(2)).find())
                .map((MatchResult link) -> link.group(1))
                .findFirst();
    }
}
