package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeptAlive;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TokenForge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Minutes of load on the packaged application: every answer is right, and memory stays flat. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class HeldLoadWalk {

    private static final Duration HELD = Duration.ofMinutes(Integer.getInteger("load.minutes", 5));
    private static final int CALLERS = Integer.getInteger("load.callers", 8);

    /** As in FlatMemoryIT: a hundred bytes kept for each call would be many times as much. */
    private static final long BOUND = 5_000_000;

    /** Everything else as in production, including the audit line for each call; the heap as in a small container. */
    private static final Map<String, String> UNLIMITED = Map.of(
            "SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT", "0",
            "SCOPED_GATE_LIMITS_REFUSED_PER_ADDRESS", "0",
            "JAVA_TOOL_OPTIONS", "-Xmx192m");

    private record Sent(byte[] request, int status) {}

    private record Minute(int minute, long calls, long liveHeap, long resident) {}

    private final AtomicLong calls = new AtomicLong();

    @Test
    void noErrorAndFlatMemory() throws Exception {
        List<Minute> minutes = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (Surroundings surroundings = new Surroundings();
                ProductionServer server = ProductionServer.ready(surroundings.environment(UNLIMITED))) {
            List<Sent> mix = mix();
            Instant end = Instant.now().plus(HELD);
            List<Future<Void>> running = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                running.add(callers.submit(caller(server, mix, end)));
            }
            for (int minute = 1; Instant.now().isBefore(end.minusSeconds(5)); minute++) {
                Thread.sleep(
                        Math.min(60_000, Duration.between(Instant.now(), end).toMillis()));
                minutes.add(new Minute(minute, calls.get(), server.liveHeapBytes(), server.residentBytes()));
            }
            for (Future<Void> caller : running) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
        System.out.println(table(minutes));
        Minute first = minutes.get(0);
        Minute last = minutes.get(minutes.size() - 1);
        assertThat(minutes).hasSizeGreaterThan(1);
        assertThat(last.liveHeap - first.liveHeap).isLessThan(BOUND);
        // most of the process' memory are the pages of the heap, which has reached its limit by then
        assertThat((double) last.resident / first.resident).isLessThan(1.1);
    }

    private Callable<Void> caller(ProductionServer server, List<Sent> mix, Instant end) {
        return () -> {
            try (KeptAlive connection = new KeptAlive(server.uri("/"))) {
                for (int next = 0; Instant.now().isBefore(end); next = (next + 1) % mix.size()) {
                    connection.send(mix.get(next).request);
                    assertThat(connection.read().status()).isEqualTo(mix.get(next).status);
                    calls.incrementAndGet();
                }
                return null;
            }
        };
    }

    /** Reading, writing the same note again, a denial, an unknown tool, a list, a bad token. */
    private static List<Sent> mix() throws Exception {
        String reader = TokenForge.token("notes:read").time("exp", 3600).sign();
        String writer = TokenForge.token("notes:write").time("exp", 3600).sign();
        String expired = TokenForge.token("notes:read").time("exp", -600).sign();
        String added = "{\"user_id\":\"ray\",\"note\":\"again\",\"idempotency_key\":\"again\"}";
        return List.of(
                call(reader, "read_notes", "{\"user_id\":\"ray\"}", 200),
                call(writer, "add_note", added, 200),
                call(reader, "add_note", added, 403),
                call(reader, "no_such_tool", "{}", 200),
                new Sent(post(reader, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}"), 200),
                call(expired, "read_notes", "{\"user_id\":\"ray\"}", 401));
    }

    private static Sent call(String token, String tool, String arguments, int status) {
        return new Sent(
                post(
                        token,
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\",\"arguments\":%s}}"
                                .formatted(tool, arguments)),
                status);
    }

    private static byte[] post(String token, String body) {
        return KeptAlive.post(token, body.getBytes(StandardCharsets.US_ASCII));
    }

    private static String table(List<Minute> minutes) {
        StringBuilder table = new StringBuilder("| after min | calls so far | live heap, MB | against the first |"
                + " resident, MB | against the first |\n| ---: | ---: | ---: | ---: | ---: | ---: |\n");
        Minute first = minutes.get(0);
        minutes.forEach(one -> table.append(String.format(
                Locale.ROOT,
                "| %d | %d | %.1f | %.2f | %.0f | %.2f |%n",
                one.minute,
                one.calls,
                one.liveHeap / 1e6,
                (double) one.liveHeap / first.liveHeap,
                one.resident / 1e6,
                (double) one.resident / first.resident)));
        return table.toString();
    }
}
