package io.newsbell.crash;

/// What the sandbox does to some of the calls. Its Retry-After is shorter than the time in which a node takes over:
/// what a killed node was told to wait for, the other one cannot know.
enum Fault {
    NONE(""),
    SLOW(",{\"lever\":\"delay\",\"delayMs\":200}"),
    BUSY(",{\"lever\":\"unavailable\",\"share\":0.004,\"retryAfter\":3}"),
    RESETS(",{\"lever\":\"reset\",\"share\":0.002},{\"lever\":\"reset\",\"share\":0.002,\"afterDelivery\":true}"),
    /// So many that at any moment some hundred are neither heard nor answered.
    MUTE(",{\"lever\":\"hang\",\"share\":0.1}"),
    HANGS(",{\"lever\":\"hang\",\"share\":0.001},{\"lever\":\"hang\",\"share\":0.001,\"afterDelivery\":true}");

    private final String more;

    Fault(String more) {
        this.more = more;
    }

    /// For [io.newsbell.process.SandboxProcess#pull(String)]; 20 ms are Google on a good day.
    String levers() {
        return "[{\"lever\":\"delay\",\"delayMs\":20}" + more + "]";
    }
}
