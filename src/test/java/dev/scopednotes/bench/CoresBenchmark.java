package dev.scopednotes.bench;

import dev.scopedgate.testsupport.TokenForge;
import dev.scopednotes.bench.Comparison.Unit;
import dev.scopednotes.bench.Load.Round;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Measures one replica as it ships, with 32 callers, on one CPU (taskset, so Linux only) and on all. The callers and
 * PostgreSQL are on the same machine: the CPU time of a call tells what a server with CPUs of its own does.
 */
@Order(7)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(BenchmarkRun.class)
class CoresBenchmark {

    private static final List<String> ON_ONE_CPU = List.of("taskset", "-c", "0");
    private static final String READ = "`read_notes`, 10 notes";
    private static final String DENIED = "`add_note`, denied (403)";
    private static final int CALLERS = 32;
    private static final int WARM_UP = 60_000;
    private static final int ROUNDS = 5;
    private static final int CALLS = 8_000;

    @Test
    void oneReplicaOnOneCpuAndOnAll(Bench bench) throws Exception {
        Map<String, String> asShipped = Map.of("SCOPED_GATE_AUDIT_ALLOWED", "all");
        try (MeasuredServer one =
                        bench.launch(Bench.GATED, asShipped, ON_ONE_CPU).listening();
                MeasuredServer all =
                        bench.launch(Bench.GATED, asShipped, List.of()).listening()) {
            Map<String, Request> calls = calls(bench);
            for (Map.Entry<String, Request> call : calls.entrySet()) {
                measure(bench, call.getKey(), call.getValue(), one, all);
            }
            bench.report()
                    .add(Comparison.of(
                            "audit event of `read_notes`",
                            "of a denied call",
                            Unit.BYTES,
                            List.of(loggedBytes(all, calls.get(READ))),
                            List.of(loggedBytes(all, calls.get(DENIED))),
                            Target.atMost(600, Unit.BYTES)));
        }
    }

    private static Map<String, Request> calls(Bench bench) throws Exception {
        StoredNotes stored = new StoredNotes(10);
        stored.store(bench.postgres());
        String user = stored.user();
        String onlyReads =
                TokenForge.token("notes:read").subject(user).time("exp", 3600).sign();
        Map<String, Request> calls = new LinkedHashMap<>();
        calls.put(READ, Request.page(user, onlyReads));
        calls.put("`add_note`", Request.add("writer", StoredNotes.token("writer"), 200));
        calls.put(DENIED, Request.add(user, onlyReads, 403));
        return calls;
    }

    private static void measure(Bench bench, String call, Request request, MeasuredServer one, MeasuredServer all)
            throws Exception {
        List<Round> onOne = new ArrayList<>();
        List<Round> onAll = new ArrayList<>();
        try (Load load = new Load(one, List.of(request), CALLERS);
                Load other = new Load(all, List.of(request), CALLERS)) {
            load.round(WARM_UP);
            other.round(WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                onOne.add(load.round(CALLS));
                onAll.add(other.round(CALLS));
            }
        }
        row(bench, call + ": throughput", Unit.CALLS_PER_SECOND, onOne, onAll, Round::callsPerSecond);
        row(bench, call + ": 99 of 100 within", Unit.MILLIS, onOne, onAll, Round::p99Millis);
        row(bench, call + ": CPU time", Unit.MICROS, onOne, onAll, Round::micros);
        row(bench, call + ": CPUs used by the server", Unit.CPUS, onOne, onAll, Round::cpus);
    }

    /** What a call adds to the log, which a thread of its own writes. */
    private static double loggedBytes(MeasuredServer server, Request request) throws Exception {
        int calls = 200;
        long before = settledLogBytes(server);
        try (Load load = new Load(server, request)) {
            load.round(calls);
        }
        return (double) (settledLogBytes(server) - before) / calls;
    }

    private static long settledLogBytes(MeasuredServer server) throws Exception {
        long size = server.logBytes();
        for (long last = -1; size != last; size = server.logBytes()) {
            last = size;
            Thread.sleep(1000);
        }
        return size;
    }

    private static void row(
            Bench bench, String call, Unit unit, List<Round> one, List<Round> all, ToDoubleFunction<Round> value) {
        bench.report()
                .add(Comparison.of(
                        call + ", on all %d CPUs".formatted(Runtime.getRuntime().availableProcessors()),
                        "on one CPU",
                        unit,
                        all.stream().map(value::applyAsDouble).toList(),
                        one.stream().map(value::applyAsDouble).toList(),
                        Target.NONE));
    }
}
