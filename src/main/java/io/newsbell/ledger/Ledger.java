package io.newsbell.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.newsbell.alert.Alert;
import io.newsbell.ledger.WaveAnswer.VariantAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/// What became of alerts, in numbers and sets.
@ApplicationScoped
public class Ledger {
    private final AccountSql accounts;
    private final DeviceSetSql sets;
    private final AmendmentCountSql amendments;
    private final PaceSql paces;
    private final ObjectMapper json;
    private final Clock clock;

    Ledger(
            AccountSql accounts,
            DeviceSetSql sets,
            AmendmentCountSql amendments,
            PaceSql paces,
            ObjectMapper json,
            Clock clock) {
        this.accounts = accounts;
        this.sets = sets;
        this.amendments = amendments;
        this.paces = paces;
        this.json = json;
        this.clock = clock;
    }

    /// The account of an alert; empty if it was not planned (yet).
    @Transactional
    public Optional<Account> account(UUID alertId) {
        return accounts.totals(alertId)
                .map(Account::of)
                .or(() -> accounts.kept(alertId).map(this::read));
    }

    /// The waves of an alert, and how its trial did.
    @Transactional
    public List<WaveAnswer> waves(UUID alertId) {
        var outcomes = accounts.outcomes(alertId);
        var now = clock.instant();
        return accounts.waves(alertId).stream()
                .map(wave -> WaveAnswer.of(
                        wave,
                        outcomes.getOrDefault(wave.id(), Map.of()),
                        now,
                        wave.kind() == WaveKind.TRIAL ? sets.results(alertId) : List.of()))
                .toList();
    }

    /// How fast the alert went out; [Pace#NONE] if it was not planned yet, or its ledger has been forgotten.
    @Transactional
    public Pace pace(UUID alertId) {
        return Pace.of(accounts.waves(alertId), accounts.outcomes(alertId), paces.looks(alertId), clock.instant());
    }

    /// The corrections of an alert, and its recall, and whom they were told.
    @Transactional
    public List<AmendmentAnswer> amendments(UUID alertId) {
        return amendments.of(alertId);
    }

    /// How many of a wave's devices have each outcome; those that none has are missing.
    public Map<Entry, Long> outcomesOf(long wave) {
        return accounts.outcomesOf(wave);
    }

    /// Of those an alert was planned for, the share that reports what it has received: its waves may have
    /// another one each. 1 if all do.
    @Transactional
    public double receiptShare(UUID alertId) {
        return accounts.receiptShare(alertId);
    }

    /// Messages of an app that are planned and not sent.
    public long queued(long app) {
        return accounts.queued(app);
    }

    /// How each text of the alert's trial did, by name.
    public List<VariantAnswer> trial(UUID alertId) {
        return sets.results(alertId);
    }

    /// Who was told about the alert's story by another alert. Who still waits for it was not told.
    public RoaringBitmap told(Alert alert) {
        return sets.told(alert);
    }

    private Account read(String account) {
        try {
            return json.readValue(account, Account.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
