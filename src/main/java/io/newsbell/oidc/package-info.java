/// Sign-in at somebody else's: OpenID Connect, as far as it is the protocol. Out goes a browser to the provider
/// that the settings name; in it comes again, and leaves an [Identity][io.newsbell.oidc.Identity] that the provider
/// vouches for. Who that is here, and may do what, is for `people`. Start reading at [Oidc][io.newsbell.oidc.Oidc].
@NullMarked
package io.newsbell.oidc;

import org.jspecify.annotations.NullMarked;
