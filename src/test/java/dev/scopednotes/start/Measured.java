package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What one start took until its first answer, and where calls are allowed until the first of them and after many.
 *
 * @param answered the first answer: 401 from this server, 200 from the engine alone
 * @param cpu of the process, until then
 * @param answeredKilobytes resident then
 * @param classes loaded then
 */
record Measured(Duration answered, Duration cpu, long answeredKilobytes, long classes, Calls calls) {

    private static final int CALLS = 2_000;
    private static final Calls NONE = new Calls(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /**
     * @param allowed milliseconds until the first allowed call
     * @param idleKilobytes resident then
     * @param busyKilobytes resident after many calls
     */
    record Calls(OptionalLong allowed, OptionalLong idleKilobytes, OptionalLong busyKilobytes) {}

    private interface Figure extends ToLongFunction<Measured> {}

    /** Of a server that has just started and limits no caller. */
    static Measured of(Launch server) throws Exception {
        Traffic traffic = new Traffic(server);
        Measured start = start(server, server.until(401, traffic.stranger()), NONE);
        Duration allowed = server.until(200, traffic.reads());
        long idle = server.residentKilobytes();
        HttpRequest reads = traffic.reads();
        for (int call = 0; call < CALLS; call++) {
            assertThat(server.send(reads).statusCode()).isEqualTo(200);
        }
        return new Measured(
                start.answered,
                start.cpu,
                start.answeredKilobytes,
                start.classes,
                new Calls(
                        OptionalLong.of(allowed.toMillis()),
                        OptionalLong.of(idle),
                        OptionalLong.of(server.residentKilobytes())));
    }

    /** Of the engine alone, which asks for no token. */
    static Measured ofTheEngine(Launch server) throws Exception {
        return start(server, server.until(200, new Traffic(server).initializes()), NONE);
    }

    private static Measured start(Launch server, Duration answered, Calls calls) throws Exception {
        Duration cpu = server.cpu();
        long resident = server.residentKilobytes();
        return new Measured(answered, cpu, resident, server.classes(), calls);
    }

    /** Medians, one line for each way to start, and their ratio to the first way's that has the figure. */
    static String table(String java, Map<String, List<Measured>> measured) throws IOException {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "Java %s, %d CPUs (%s), %d MiB; medians of %d rounds in turn, in brackets against the first row%n",
                java,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                Files.readAllLines(Path.of("/proc/meminfo")).stream()
                                .filter(line -> line.startsWith("MemTotal:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum()
                        / 1024,
                measured.values().iterator().next().size()));
        table.append(
                        "| started from | first answer, ms | CPU until then, ms | resident then, MiB | classes | first allowed")
                .append(" call, ms | resident then, MiB | after ")
                .append(CALLS)
                .append(" calls, MiB |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        measured.forEach((way, rounds) -> table.append("| ")
                .append(way)
                .append(cell(rounds, measured, one -> one.answered.toMillis()))
                .append(cell(rounds, measured, one -> one.cpu.toMillis()))
                .append(cell(rounds, measured, one -> one.answeredKilobytes / 1024))
                .append(cell(rounds, measured, Measured::classes))
                .append(cell(rounds, measured, one -> one.calls.allowed.orElse(0)))
                .append(cell(rounds, measured, one -> one.calls.idleKilobytes.orElse(0) / 1024))
                .append(cell(rounds, measured, one -> one.calls.busyKilobytes.orElse(0) / 1024))
                .append(" |\n"));
        return table.toString();
    }

    private static String cell(List<Measured> rounds, Map<String, List<Measured>> all, Figure figure) {
        long here = median(rounds, figure);
        if (here == 0) {
            return " | ";
        }
        long first = all.values().stream()
                .mapToLong(each -> median(each, figure))
                .filter(median -> median > 0)
                .findFirst()
                .orElseThrow();
        return String.format(Locale.ROOT, " | %d (%.2f)", here, (double) here / first);
    }

    private static long median(List<Measured> rounds, Figure figure) {
        return rounds.stream()
                .mapToLong(figure)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
