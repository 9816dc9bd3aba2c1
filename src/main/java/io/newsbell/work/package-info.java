/// Durable hand-over between steps, on PostgreSQL: what is put in a transaction is worked on after its
/// commit, at least once, by one node at a time, across crashes. Takes any past-tense record, gives it to
/// its [Worker]. What recurs without being put is a [Recurring]. Start at [Work]. People pause steps
/// ([PausedSteps]) and drain nodes ([Intake]). What may go wrong: a worker that throws is called again with
/// growing pauses, so it must be idempotent.
@NullMarked
package io.newsbell.work;

import org.jspecify.annotations.NullMarked;
