/// The kill test: two packaged servers on one PostgreSQL, ended, frozen and cut off at random moments of their work,
/// and
/// what every phone heard of it. Start at [CrashBenchmark], then [Storm] (what is done to them) and [Judge] (what must
/// hold whatever was done). [SeededBug] names bugs that are planted to see that the judge finds them.
///
/// ```
/// Town      the phones, what they follow, and which of them have no good address
/// Newsdesk  sends alerts, one after another and several at a time
/// Storm     kills; Node is one server with its restarts, Blow what was done to it and when
/// Heard     what the sandbox accepted, read while it goes on
/// Judge     holds what was heard and what the ledger says against the town: Verdict
/// ```
@NullMarked
package io.newsbell.crash;

import org.jspecify.annotations.NullMarked;
