/// How fast and how dear Newsbell is, measured on the packaged jar. `./mvnw -q -Pbench verify -Dbench=path` runs one
/// benchmark and writes `target/bench/path.json`. Start at [BenchMain]; a new benchmark is one class in its list.
@NullMarked
package io.newsbell.bench;

import org.jspecify.annotations.NullMarked;
