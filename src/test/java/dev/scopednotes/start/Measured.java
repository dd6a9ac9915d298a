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
import java.util.function.ToLongFunction;

/** How long one start took until the first answers, and the memory of the server then and after many calls. */
record Measured(Duration refused, Duration allowed, long idleKilobytes, long busyKilobytes) {

    private static final int CALLS = 2_000;

    /** Of a server that has just started and limits no caller. */
    static Measured of(Launch server) throws Exception {
        Traffic traffic = new Traffic(server);
        Duration refused = server.until(401, traffic.stranger());
        Duration allowed = server.until(200, traffic.reads());
        long idle = server.residentKilobytes();
        HttpRequest reads = traffic.reads();
        for (int call = 0; call < CALLS; call++) {
            assertThat(server.send(reads).statusCode()).isEqualTo(200);
        }
        return new Measured(refused, allowed, idle, server.residentKilobytes());
    }

    /** Medians, one line for each way to start, and their ratio to the first way's. */
    static String table(String java, Map<String, List<Measured>> measured) throws IOException {
        List<Measured> first = measured.values().iterator().next();
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
                first.size()));
        table.append("| started from | first 401, ms | first allowed call, ms | resident then, MiB | after ")
                .append(CALLS)
                .append(" calls, MiB |\n| --- | ---: | ---: | ---: | ---: |\n");
        measured.forEach((way, rounds) -> table.append("| ")
                .append(way)
                .append(cell(rounds, first, one -> one.refused().toMillis()))
                .append(cell(rounds, first, one -> one.allowed().toMillis()))
                .append(cell(rounds, first, one -> one.idleKilobytes() / 1024))
                .append(cell(rounds, first, one -> one.busyKilobytes() / 1024))
                .append(" |\n"));
        return table.toString();
    }

    private static String cell(List<Measured> rounds, List<Measured> against, ToLongFunction<Measured> figure) {
        long here = median(rounds, figure);
        return String.format(Locale.ROOT, " | %d (%.2f)", here, (double) here / median(against, figure));
    }

    private static long median(List<Measured> rounds, ToLongFunction<Measured> figure) {
        return rounds.stream()
                .mapToLong(figure)
                .sorted()
                .skip(rounds.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
