/// What an error looks like on the wire: RFC 9457 problem+json with a stable code, the field at fault and what to do.
/// Takes exceptions, leaves responses. Start at [ErrorCode]. Imports no other package; every package with an API
/// imports it.
@NullMarked
package io.newsbell.problem;

import org.jspecify.annotations.NullMarked;
