/// The contract that is served, read and held against what the server does. Start at [Contract] for the document and at
/// [World] for what its operations can be called with.
@NullMarked
package io.newsbell.contract;

import org.jspecify.annotations.NullMarked;
