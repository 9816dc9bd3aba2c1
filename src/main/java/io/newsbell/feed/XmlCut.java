package io.newsbell.feed;

import java.util.List;

/// A feed's XML in pieces.
///
/// @param before the start tags that an item stands in
/// @param head   the same with what the feed says of itself before its first item
/// @param close  the end tags that either needs to be a document
/// @param items  each whole, from its start to its end tag
/// @param faults items that are not whole or monstrous
/// @param more   whether there are more items than are read
record XmlCut(
        String before, String head, String close, List<Piece> items, List<ReadFeed.Refused> faults, boolean more) {
    /// @param line where it begins, from 1
    record Piece(String xml, int line) {
        String place() {
            return "the item in line " + line;
        }
    }
}
