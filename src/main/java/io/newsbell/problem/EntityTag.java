package io.newsbell.problem;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ETag of what has a version, so that nobody overwrites what he has not read.
public final class EntityTag {
    private static final Pattern FORM = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /// The version that an `If-Match` names.
    ///
    /// @param readFirst what to do, for who names none
    public static long version(@Nullable String ifMatch, String readFirst) {
        if (ifMatch == null || ifMatch.isBlank() || ifMatch.strip().equals("*")) {
            throw new Problem(ErrorCode.PRECONDITION_REQUIRED, readFirst);
        }
        var tag = FORM.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new Problem(ErrorCode.PRECONDITION_FAILED, readFirst);
        }
        return Long.parseLong(tag.group(1));
    }
}
