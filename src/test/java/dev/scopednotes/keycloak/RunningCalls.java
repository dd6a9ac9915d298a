package dev.scopednotes.keycloak;

import dev.scopednotes.keycloak.Agent.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A few agents that read with one token repeatedly until they are stopped; the answers are counted by outcome. They
 * stay below the limit of one subject's calls.
 */
final class RunningCalls implements AutoCloseable {

    private static final int AGENTS = 2;

    /** Together at most 13 calls a second; {@code scoped-gate.limits.calls-per-subject} refills 20. */
    private static final long PAUSE_MILLIS = 150;

    private static final long LOOK_MILLIS = 10;

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<Future<?>> agents = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AGENTS);
    private volatile boolean stopped;

    RunningCalls(Installation installation, Tokens tokens) {
        Caller caller = installation.as(tokens);
        String subject = caller.whoami().getString("sub");
        for (int agent = 0; agent < AGENTS; agent++) {
            agents.add(threads.submit(() -> {
                while (!stopped) {
                    answers.merge(Caller.outcome(caller.read(subject)), 1, Integer::sum);
                    Thread.sleep(PAUSE_MILLIS);
                }
                return null;
            }));
        }
    }

    int answered() {
        return answers.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Waits for that many more answers. */
    void awaitMore(int calls) throws InterruptedException {
        int end = answered() + calls;
        while (answered() < end && agents.stream().noneMatch(Future::isDone)) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** How often each outcome occurred; throws what an agent received instead of an answer. */
    Map<String, Integer> stop() throws InterruptedException, ExecutionException {
        stopped = true;
        for (Future<?> agent : agents) {
            agent.get();
        }
        return answers;
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
    }
}
