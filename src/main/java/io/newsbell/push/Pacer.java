package io.newsbell.push;

import io.micrometer.core.instrument.MeterRegistry;
import io.newsbell.work.Priority;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/// Says how many messages may go now: as the [Quota] that all nodes share, and this node's window of
/// unanswered requests, allow. The more urgent goes first, at once.
@Singleton
public class Pacer {
    private static final Logger LOG = Logger.getLogger(Pacer.class);
    private static final int BEFORE_THE_WORKERS = 0;
    private static final double SECONDS_PER_MINUTE = 60;

    /// Turns are fetched from the database for so long: shorter costs more transactions, longer makes it
    /// uneven.
    private static final Duration PORTION = Duration.ofMillis(50);

    private static final Duration WITHOUT_DATABASE = Duration.ofMillis(500);

    /// Of the window, what is left to breaking alerts: requests that hang must not take all of it.
    private static final int BREAKING_SHARE = 4;

    /// So many windows may hang before what hangs takes room: a tenth of all that is sent at Google's usual
    /// quota, for as long as an answer may take.
    private static final int LATE_WINDOWS = 2;

    private final QuotaSql quotas;
    private final List<QuotaLimits> limits;
    private final int perMinute;
    private final int window;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Meter> meters = new HashMap<>();
    private final PacerMetrics metrics;
    private int inFlight;
    private int late;
    private volatile boolean stopping;

    Pacer(QuotaSql quotas, PushConfig config, @All List<QuotaLimits> limits, MeterRegistry registry) {
        this.quotas = quotas;
        this.limits = limits;
        this.perMinute = config.messagesPerMinute();
        this.window = config.inFlight();
        this.metrics = new PacerMetrics(registry, this, window);
    }

    /// Waits until one of those who have just got no turn may have one.
    public void awaitTurns(Collection<Turns> those, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            for (long now = System.nanoTime(); now - end < 0 && !mayAnyGo(those, now); now = System.nanoTime()) {
                changed.awaitNanos(Math.min(end - now, nanosUntilChange(those, now)));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayAnyGo(Collection<Turns> those, long now) {
        return those.stream()
                .anyMatch(each -> room(each.priority) > 0 && meter(each.quota).mayGive(each.priority, now));
    }

    private long nanosUntilChange(Collection<Turns> those, long now) {
        return those.stream()
                .mapToLong(each -> meter(each.quota).nanosUntilChange(now))
                .min()
                .orElse(0);
    }

    private Meter meter(String quota) {
        return meters.computeIfAbsent(quota, _ -> new Meter());
    }

    /// For one pass over some recipients.
    ///
    /// @param quota of [PushChannel.Push#quota()]
    public Turns turns(String quota, Priority priority) {
        return new Turns(quota, priority);
    }

    /// The messages of one pass that may go, and those that are on the wire. Any thread may call it.
    public final class Turns {
        private final String quota;
        private final Priority priority;
        private int unanswered;
        private boolean isLate;

        private Turns(String quota, Priority priority) {
            this.quota = quota;
            this.priority = priority;
        }

        /// Waits for the turn of some messages. As many as were let go must be told to be
        /// [answered][#answered(List)], or given back.
        ///
        /// @param wanted at least 1
        /// @return how many may go now; 0 if none might within that time
        public int take(int wanted, Duration atMost) throws InterruptedException {
            long end = System.nanoTime() + atMost.toNanos();
            lock.lockInterruptibly();
            try {
                int given = Pacer.this.take(quota, priority, wanted, end);
                unanswered += given;
                inFlight += given;
                return given;
            } finally {
                lock.unlock();
            }
        }

        /// Messages that were let go have their answers. Does not block.
        public void answered(List<Answer> answers) {
            long busy = answers.stream()
                    .filter(answer -> answer.outcome() instanceof Outcome.TryLater)
                    .count();
            release(answers.size(), answers.size(), busy);
        }

        /// Some that were let go have not gone.
        public void giveBack(int turns) {
            release(turns, 0, 0);
        }

        /// All has gone, and what is not answered by now hangs: it makes room for others while it is waited
        /// for.
        public void late() {
            lock.lock();
            try {
                isLate = true;
                inFlight -= unanswered;
                late += unanswered;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void release(int turns, long answers, long busy) {
            lock.lock();
            try {
                unanswered -= turns;
                if (isLate) {
                    late -= turns;
                } else {
                    inFlight -= turns;
                }
                var meter = meter(quota);
                meter.answers += answers;
                meter.busy += busy;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private int take(String quota, Priority priority, int wanted, long end) throws InterruptedException {
        var meter = meter(quota);
        while (true) {
            long now = System.nanoTime();
            meter.asked(priority, now);
            int room = Math.min(wanted, room(priority));
            if (room > 0 && !meter.isPreempted(priority, now)) {
                int given = meter.use(room, now);
                if (given > 0) {
                    return given;
                }
                if (meter.mayAsk(now)) {
                    fetch(quota, meter, priority, room);
                    continue;
                }
            }
            if (now - end >= 0) {
                return 0;
            }
            changed.awaitNanos(Math.min(end - now, meter.nanosUntilChange(now)));
        }
    }

    private int room(Priority priority) {
        int most = priority == Priority.BREAKING ? window : window - window / BREAKING_SHARE;
        return most - inFlight - Math.max(0, late - LATE_WINDOWS * window);
    }

    /// Asks the database, without the lock. While it is away nobody sends: nothing could be recorded.
    private void fetch(String quota, Meter meter, Priority priority, int wanted) {
        long answers = meter.answers;
        long busy = meter.busy;
        meter.answers = 0;
        meter.busy = 0;
        meter.isAsking = true;
        lock.unlock();
        int given = 0;
        var pause = WITHOUT_DATABASE;
        try {
            double perSecond = perSecond(quota);
            int portion = (int) Math.max(wanted, perSecond * PORTION.toMillis() / TimeUnit.SECONDS.toMillis(1));
            var taken = quotas.take(quota, portion, priority, perSecond, answers, busy);
            metrics.taken(quota, taken.quota().perSecond(), perSecond);
            given = taken.given();
            pause = taken.pause();
        } catch (RuntimeException e) {
            LOG.warnf("The quota cannot be read (%s); sending waits", e.getMessage());
        } finally {
            lock.lock();
            meter.isAsking = false;
            meter.gotten(given, pause, System.nanoTime());
            changed.signalAll();
        }
    }

    double perSecond(String quota) {
        int ofMinute = limits.stream()
                .map(each -> each.perMinute(quota))
                .flatMapToInt(OptionalInt::stream)
                .findFirst()
                .orElse(perMinute);
        return ofMinute / SECONDS_PER_MINUTE;
    }

    /// Before the workers are told to end: what is on the wire is waited for and recorded, nothing new is
    /// sent.
    void stop(@Observes @jakarta.annotation.Priority(BEFORE_THE_WORKERS) ShutdownEvent event) {
        stopping = true;
    }

    public boolean isStopping() {
        return stopping;
    }

    /// What a project's quota allows.
    public int perMinute() {
        return perMinute;
    }

    /// Requests without an answer at this moment.
    int inFlight() {
        lock.lock();
        try {
            return inFlight + late;
        } finally {
            lock.unlock();
        }
    }
}
