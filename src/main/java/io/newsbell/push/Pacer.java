package io.newsbell.push;

import io.newsbell.work.Priority;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final QuotaSql quotas;
    private final double perSecond;
    private final int perMinute;
    private final int window;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Meter> meters = new HashMap<>();
    private int inFlight;
    private volatile boolean stopping;

    Pacer(QuotaSql quotas, PushConfig config) {
        this.quotas = quotas;
        this.perMinute = config.messagesPerMinute();
        this.perSecond = perMinute / SECONDS_PER_MINUTE;
        this.window = config.inFlight();
    }

    /// Waits for the turn of some messages. As many as were let go must be told to be
    /// [answered][#answered(String, List)], or given back.
    ///
    /// @param quota  of [PushChannel.Push#quota()]
    /// @param wanted at least 1
    /// @return how many may go now; 0 if none might within that time
    public int take(String quota, Priority priority, int wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        lock.lockInterruptibly();
        try {
            var meter = meters.computeIfAbsent(quota, _ -> new Meter());
            while (true) {
                long now = System.nanoTime();
                meter.asked(priority, now);
                int room = Math.min(wanted, room(priority));
                if (room > 0 && !meter.isPreempted(priority, now)) {
                    int given = meter.use(room, now);
                    if (given > 0) {
                        inFlight += given;
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
        } finally {
            lock.unlock();
        }
    }

    /// Messages that were let go have their answers. Does not block.
    public void answered(String quota, List<Answer> answers) {
        long busy = answers.stream()
                .filter(answer -> answer.outcome() instanceof Outcome.TryLater)
                .count();
        release(quota, answers.size(), answers.size(), busy);
    }

    /// Some that were let go have not gone.
    public void giveBack(String quota, int turns) {
        release(quota, turns, 0, 0);
    }

    private void release(String quota, int turns, long answers, long busy) {
        lock.lock();
        try {
            inFlight -= turns;
            var meter = meters.computeIfAbsent(quota, _ -> new Meter());
            meter.answers += answers;
            meter.busy += busy;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int room(Priority priority) {
        int most = priority == Priority.BREAKING ? window : window - window / BREAKING_SHARE;
        return most - inFlight;
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
            int portion = (int) Math.max(wanted, perSecond * PORTION.toMillis() / TimeUnit.SECONDS.toMillis(1));
            var taken = quotas.take(quota, portion, priority, perSecond, answers, busy);
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
            return inFlight;
        } finally {
            lock.unlock();
        }
    }
}
