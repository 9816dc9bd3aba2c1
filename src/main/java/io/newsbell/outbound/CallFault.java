package io.newsbell.outbound;

/// Why a server cannot be called, or is not.
public enum CallFault {
    INVALID_ADDRESS,
    NOT_PUBLIC,
    UNKNOWN_HOST,
    UNREACHABLE,
    TOO_SLOW,
    TOO_LARGE
}
