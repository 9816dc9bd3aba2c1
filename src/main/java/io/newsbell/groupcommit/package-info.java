/// One transaction for many writes that come at the same time: in a storm PostgreSQL then waits for its disk once for
/// hundreds of phones, not once for each. Takes single writes, leaves each caller its own result after the commit.
/// Start at [GroupCommit]. Imports no other package.
@NullMarked
package io.newsbell.groupcommit;

import org.jspecify.annotations.NullMarked;
