package io.newsbell.outbound;

/// A server could not be called, or its answer not be taken. The message is a sentence for people.
public final class CallTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final CallFault fault;

    public CallTrouble(CallFault fault, String detail) {
        super(detail, null, false, false);
        this.fault = fault;
    }

    public CallFault fault() {
        return fault;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
