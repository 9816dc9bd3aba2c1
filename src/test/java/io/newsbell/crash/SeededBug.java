package io.newsbell.crash;

import io.newsbell.crash.Blow.Kind;
import io.newsbell.crash.agent.BugAgent;
import io.newsbell.crash.agent.Mutation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A known bug, and a short storm of the kind that brings it to light.
enum SeededBug {
    FLUSH_BEFORE_SEND(Mutation.RECORDED_BEFORE_SENT, Kind.KILL, 2, Fault.MUTE),
    NO_FENCING(Mutation.NO_FENCING, Kind.FREEZE, 2, Fault.NONE),
    RETRY_OF_AMBIGUOUS(Mutation.AMBIGUOUS_IS_RETRIED, Kind.TERM, 1, Fault.RESETS),
    RETIRED_ON_INVALID_ARGUMENT(Mutation.INVALID_IS_RETIRED, Kind.TERM, 1, Fault.NONE),
    HAND_OVER_OUTSIDE_ITS_TRANSACTION(Mutation.HANDED_OVER_LATER, Kind.KILL_AFTER_202, 3, Fault.NONE);

    private static final int PHONES = 10_000;

    private final Mutation mutation;
    private final Kind blow;
    private final int blows;
    private final Fault fault;

    SeededBug(Mutation mutation, Kind blow, int blows, Fault fault) {
        this.mutation = mutation;
        this.blow = blow;
        this.blows = blows;
        this.fault = fault;
    }

    /// @param planted without it the same storm must be survived
    Weather storm(long seed, boolean planted) {
        return new Weather(
                seed,
                PHONES,
                Map.of(blow, blows),
                blow == Kind.KILL_AFTER_202 ? Map.of() : Map.of(blow, blows),
                List.of(fault),
                1,
                planted ? Optional.of(this) : Optional.empty());
    }

    /// What a server is started with to have it.
    String javaOption() {
        return "-javaagent:" + AgentJar.make() + "=" + mutation;
    }

    void requirePlanted(List<Node> nodes) {
        if (nodes.stream().noneMatch(node -> node.hasSaid(BugAgent.PLANTED + mutation))) {
            throw new IllegalStateException(
                    mutation + " was not planted: its class was not loaded. Is it called otherwise by now?");
        }
    }
}
