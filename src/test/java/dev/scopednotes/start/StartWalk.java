package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.testsupport.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** How long the first answers take, and how much memory the server then has: the plain package against the image's. */
class StartWalk {

    private static final int ROUNDS = Integer.getInteger("start.rounds", 5);
    private static final int CALLS = 2_000;

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final Path PLAIN = Path.of(System.getProperty("start.plain"));
    private static final Path TRAINED = Path.of(System.getProperty("start.trained"));

    private static final List<String> OPTIONS =
            List.of("-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData");

    /** One caller makes them all. */
    private static final Map<String, String> UNLIMITED = Map.of("SCOPED_NOTES_LIMITS_CALLS_PER_SUBJECT", "0");

    private record Measured(Duration refused, Duration allowed, long idleKilobytes, long busyKilobytes) {}

    private record Way(Path packaged, List<String> options) {}

    private static Map<String, Way> ways() {
        List<String> cached = new ArrayList<>(OPTIONS);
        cached.addAll(List.of("-XX:AOTCache=" + TRAINED.resolve("app.aot"), "-XX:AOTMode=on"));
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("the package", new Way(PLAIN, OPTIONS));
        ways.put("the image's package, cache off", new Way(TRAINED, OPTIONS));
        ways.put("the image's package, AOT cache", new Way(TRAINED, cached));
        return ways;
    }

    @Test
    void startAndMemory() throws Exception {
        Map<String, List<Measured>> measured = new LinkedHashMap<>();
        try (Surroundings surroundings = new Surroundings()) {
            // the first migrates, and has the files read
            for (int round = -1; round < ROUNDS; round++) {
                for (Map.Entry<String, Way> way : ways().entrySet()) {
                    Measured one = measure(way.getValue(), surroundings);
                    if (round >= 0) {
                        measured.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                                .add(one);
                    }
                }
            }
        }
        System.out.println(table(measured));
        assertThat(measured)
                .hasSize(3)
                .allSatisfy((way, rounds) -> assertThat(rounds).hasSize(ROUNDS));
    }

    private static Measured measure(Way way, Surroundings surroundings) throws Exception {
        try (Launch server = new Launch(JAVA, way.options(), way.packaged(), surroundings.environment(UNLIMITED))) {
            Traffic traffic = new Traffic(server);
            Duration refused = server.until(401, traffic.stranger());
            Duration allowed = server.until(200, traffic.reads());
            long idle = server.residentKilobytes();
            var reads = traffic.reads();
            for (int call = 0; call < CALLS; call++) {
                assertThat(server.send(reads).statusCode()).isEqualTo(200);
            }
            return new Measured(refused, allowed, idle, server.residentKilobytes());
        }
    }

    private static String table(Map<String, List<Measured>> measured) throws IOException {
        List<Measured> first = measured.values().iterator().next();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "Java %s, %d CPUs (%s), %d MiB; medians of %d rounds in turn, in brackets against the first row%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.arch"),
                Files.readAllLines(Path.of("/proc/meminfo")).stream()
                                .filter(line -> line.startsWith("MemTotal:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum()
                        / 1024,
                ROUNDS));
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
