/// Devices and what they follow, in and out by the million, for publishers who come from another service or leave.
/// Takes NDJSON as it arrives, leaves devices that no app has claimed yet, and an account of every line. Start at
/// [ImportResource]. What may go wrong: the connection breaks; the import goes on where its last portion was committed.
@NullMarked
package io.newsbell.bulk;

import org.jspecify.annotations.NullMarked;
