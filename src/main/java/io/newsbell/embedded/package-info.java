/// The PostgreSQL that Newsbell starts by itself when no database is configured. Takes a data folder, leaves a JDBC
/// URL, a user and a password. Start at [DefaultDatabase] (when it is started and stopped), then [EmbeddedDatabase]
/// (how).
///
/// What may go wrong ends in one sentence for the operator, an [EmbeddedDatabaseException]: the folder is in use,
/// was made by another major version, or cannot be written; this machine lets no root process become another user.
///
/// ```
/// data/                   0700, nobody else gets past it
///   newsbell.lock         held by the Newsbell that uses the folder
///   binaries/             PostgreSQL's programs, unpacked from the Maven artifact
///   postgres/             the cluster; exists only once initdb has ended
///   postgres.password     of the superuser `postgres`, 0600
///   newsbell.password     of the role `newsbell`, which owns the database `newsbell`, 0600
///   postgres.port         the port of the last start, taken again if it is still free
///   postgres-start.log    what PostgreSQL said before its own log (postgres/log) began
/// ```
@NullMarked
package io.newsbell.embedded;

import org.jspecify.annotations.NullMarked;
