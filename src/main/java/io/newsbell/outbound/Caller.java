package io.newsbell.outbound;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;

/// Calls a server at one after the other of its addresses, until one can be reached. All are checked at each call.
public final class Caller {
    private final AddressCheck check;
    private final PinnedClient client;

    public Caller(AddressCheck check, PinnedClient client) {
        this.check = check;
        this.client = client;
    }

    /// Whether the address may be called as it is at present.
    public void check(WebAddress address) throws CallTrouble {
        check.addresses(address);
    }

    /// Follows no redirect.
    ///
    /// @param largest answer that is taken, in bytes
    public PinnedClient.Answer call(
            WebAddress address,
            HttpMethod method,
            Map<String, String> headers,
            Buffer body,
            long largest,
            Deadline deadline)
            throws CallTrouble {
        var trouble = new CallTrouble(CallFault.UNREACHABLE, "It has no address.");
        for (var ip : check.addresses(address)) {
            try {
                return client.call(address, ip, method, headers, body, largest, deadline);
            } catch (CallTrouble e) {
                if (e.fault() != CallFault.UNREACHABLE) {
                    throw e;
                }
                trouble = e;
            }
        }
        throw trouble;
    }
}
