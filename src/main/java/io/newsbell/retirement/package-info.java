/// Which push addresses are retired because the push service called them dead. Takes what a batch was told
/// and the end of its wave, leaves devices without an address, or, when there are too many to believe, a
/// quarantine for people to look at. Start at [DeadAddresses]. What may go wrong: the service is wrong,
/// because a key or a project was exchanged; then everything can be brought back.
@NullMarked
package io.newsbell.retirement;

import org.jspecify.annotations.NullMarked;
