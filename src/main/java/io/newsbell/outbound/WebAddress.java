package io.newsbell.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The address of a server that somebody named, as far as it can be judged by its spelling.
///
/// @param host in lower case, IPv6 without brackets
public record WebAddress(URI uri, String host, int port) {
    private static final int LONGEST = 2_048;

    /// 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 to some and another to others: only one spelling is taken.
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX]\\p{XDigit}*)\\.?");

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)");

    private static final Set<String> LOCAL = Set.of("localhost", "internal", "local", "lan", "arpa", "localdomain");

    public static WebAddress of(String text) throws CallTrouble {
        if (text.length() > LONGEST) {
            throw invalid("It has more than 2,048 characters.");
        }
        return of(uri(text));
    }

    public static WebAddress of(URI uri) throws CallTrouble {
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw invalid("It does not start with https:// or http://.");
        }
        // A zone, as in fe80::1%eth0, is of this machine.
        if (uri.getHost() == null || uri.getHost().contains("%")) {
            throw invalid("It has no host, or one that cannot be read; write an international name as xn--….");
        }
        if (uri.getRawUserInfo() != null) {
            throw invalid("It has a user name before the host; nobody is called with a login.");
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT).replaceAll("^\\[|\\]$", "");
        if (NUMERIC.matcher(host).matches() && !IPV4.matcher(host).matches()) {
            throw invalid("Its host is a number in an unusual spelling; write 192.0.2.1 like this, or a name.");
        }
        var usual = scheme.equals("https") ? 443 : 80;
        return new WebAddress(uri, host, uri.getPort() < 0 ? usual : uri.getPort());
    }

    /// Where a redirect leads, or a link inside a feed.
    public WebAddress resolve(String reference) throws CallTrouble {
        return of(uri.resolve(uri(reference)));
    }

    public boolean isTls() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /// A name that is by its ending not of the internet, such as metadata.google.internal.
    boolean isLocalName() {
        var name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return LOCAL.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /// What the request line says.
    String target() {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static URI uri(String text) throws CallTrouble {
        try {
            return new URI(text.strip().replace(" ", "%20"));
        } catch (URISyntaxException e) {
            throw invalid("It is wrong at character %d.".formatted(e.getIndex()));
        }
    }

    private static CallTrouble invalid(String detail) {
        return new CallTrouble(CallFault.INVALID_ADDRESS, detail);
    }
}
