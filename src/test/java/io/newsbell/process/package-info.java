/// Newsbell as it is run: the packaged jar and the sandbox, each a process of its own, to be killed, restarted and
/// measured. Start at [Processes]. Needs `target/quarkus-app`, so only tests that run after packaging use it.
@NullMarked
package io.newsbell.process;

import org.jspecify.annotations.NullMarked;
