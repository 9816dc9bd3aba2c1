/// What operators are given under deploy/. Takes its files and a running Newsbell, leaves nothing. Start at
/// [io.newsbell.deploy.MonitoringTest]. What may go wrong: without promtool the rules themselves are not
/// tested.
@NullMarked
package io.newsbell.deploy;

import org.jspecify.annotations.NullMarked;
