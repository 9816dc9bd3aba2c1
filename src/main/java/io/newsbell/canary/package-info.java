/// The canary: every five minutes a real alert goes the whole way to devices of our own. Takes the time,
/// leaves an article and, in one row, when the last one arrived or where it was stuck. Start at
/// [CanaryTurn]; others may ask [Canary]. What may go wrong: whatever can go wrong on the way, and that is
/// what it is for. Not to be taken for the first few devices of a careful roll-out, which are called
/// canaries in `wave`.
@NullMarked
package io.newsbell.canary;

import org.jspecify.annotations.NullMarked;
