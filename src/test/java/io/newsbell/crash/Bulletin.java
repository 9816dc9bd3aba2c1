package io.newsbell.crash;

import java.util.BitSet;

/// An alert that was sent, and acknowledged.
///
/// @param audience the places in the town of everyone who is to hear it
record Bulletin(String id, boolean isBreaking, BitSet audience) {}
