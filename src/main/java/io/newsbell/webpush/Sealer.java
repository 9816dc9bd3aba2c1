package io.newsbell.webpush;

import io.netty.util.AsciiString;
import io.newsbell.device.WebPushSubscription;
import io.newsbell.push.Outcome;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.spec.InvalidKeySpecException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Makes letters of deliveries: encrypts for each browser, and says to its push service who we are.
final class Sealer {
    private static final Logger LOG = Logger.getLogger(Sealer.class);
    private static final Outcome LATER = new Outcome.TryLater(Meaning.AFTER_A_FAILURE);

    private final VapidKeys keys;
    private final Vapid vapid;
    private final Encryption encryption;
    private final Carriers carriers;
    private final Clock clock;

    Sealer(VapidKeys keys, Vapid vapid, Encryption encryption, Carriers carriers, Clock clock) {
        this.keys = keys;
        this.vapid = vapid;
        this.encryption = encryption;
        this.carriers = carriers;
        this.clock = clock;
    }

    /// Deliveries of which no letter can be made have ended afterwards.
    ///
    /// @param some to one push service
    List<Letter> seal(long appId, Content content, List<Delivery> some) {
        var now = clock.instant();
        if (!now.isBefore(content.until())) {
            some.forEach(delivery -> delivery.giveUp(LATER));
            return List.of();
        }
        var about = new HashMap<String, Optional<AsciiString[]>>();
        var letters = new ArrayList<Letter>(some.size());
        for (var delivery : some) {
            try {
                letters.add(seal(appId, content, delivery, about, now));
            } catch (Unfit e) {
                delivery.giveUp(new Outcome.AddressRefused(e.reason));
            } catch (RuntimeException e) {
                LOG.errorf(e, "A message to a browser could not be sent; it is tried again");
                delivery.giveUp(LATER);
            }
        }
        return letters;
    }

    private Letter seal(
            long appId, Content content, Delivery delivery, Map<String, Optional<AsciiString[]>> about, Instant now)
            throws Unfit {
        var to = WebPushSubscription.stored(delivery.recipient().address().value())
                .orElseThrow(() -> new Unfit("it is no subscription of a browser"));
        var headers = about.computeIfAbsent(
                        to.serverKey(),
                        _ -> keys.of(appId, to)
                                .map(key -> about(content, vapid.authorization(key, delivery.origin()), now)))
                .orElseThrow(() -> new Unfit("it has subscribed with a key that is not this app's"));
        try {
            return new Letter(carriers, delivery, to.endpoint(), headers, encryption.encrypt(content.json(), to));
        } catch (InvalidKeyException | InvalidKeySpecException e) {
            throw new Unfit("its keys cannot be used: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Nothing can be encrypted", e);
        }
    }

    private static AsciiString[] about(Content content, String authorization, Instant now) {
        return new AsciiString[] {
            AsciiString.cached("authorization"), AsciiString.of(authorization),
            AsciiString.cached("content-encoding"), AsciiString.cached("aes128gcm"),
            AsciiString.cached("content-type"), AsciiString.cached("application/octet-stream"),
            AsciiString.cached("ttl"), AsciiString.of(Long.toString(content.ttl(now))),
            AsciiString.cached("topic"), AsciiString.of(content.topic()),
            AsciiString.cached("urgency"), AsciiString.of(content.urgency())
        };
    }

    /// No letter can be made for this browser.
    private static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Unfit(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
