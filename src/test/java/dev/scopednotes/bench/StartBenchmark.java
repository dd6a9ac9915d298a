package dev.scopednotes.bench;

import dev.scopednotes.bench.Comparison.Unit;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Measures the time from the start of the process to the first answer, and the memory that the process then has. */
@Order(8)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(BenchmarkRun.class)
class StartBenchmark {

    private static final int ROUNDS = 7;
    private static final double MEBIBYTE = 1024 * 1024;

    private record Started(double millis, double mebibytes) {}

    @Test
    void theFirstAnswerComparedWithTheSameToolsWithoutAuth(Bench bench) throws Exception {
        List<Started> gated = new ArrayList<>();
        List<Started> ungated = new ArrayList<>();
        // the first migrates, and has the files read
        for (int round = -1; round < ROUNDS; round++) {
            Started with = start(bench, Bench.GATED, Request.call(ToolSources.ECHO, null, 401));
            Started without = start(bench, Bench.UNGATED, Request.call(ToolSources.ECHO, null, 200));
            if (round >= 0) {
                gated.add(with);
                ungated.add(without);
            }
        }
        row(bench, "start to the first 401", Unit.MILLIS, gated, ungated, Started::millis, Target.atMost(1.2));
        row(
                bench,
                "memory after it",
                Unit.MEBIBYTES,
                gated,
                ungated,
                Started::mebibytes,
                Target.atMost(140, Unit.MEBIBYTES));
    }

    private static Started start(Bench bench, String name, Request first) throws Exception {
        long began = System.nanoTime();
        try (MeasuredServer server = bench.launch(name, Map.of(), List.of())) {
            while (!answers(server, first)) {
                Thread.sleep(2);
            }
            return new Started((System.nanoTime() - began) / 1e6, server.residentBytes() / MEBIBYTE);
        }
    }

    private static boolean answers(MeasuredServer server, Request first) throws IOException {
        try (KeptConnection connection = server.connect()) {
            connection.send(first);
            return true;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static void row(
            Bench bench,
            String call,
            Unit unit,
            List<Started> gated,
            List<Started> ungated,
            ToDoubleFunction<Started> value,
            Target target) {
        bench.report()
                .add(Comparison.of(
                        call,
                        "the same tools without auth",
                        unit,
                        gated.stream().map(value::applyAsDouble).toList(),
                        ungated.stream().map(value::applyAsDouble).toList(),
                        target));
    }
}
