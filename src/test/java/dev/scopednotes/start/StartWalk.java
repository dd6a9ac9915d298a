package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How long the first answers take, and how much memory the server then has: the plain package and the image's, compared
 * with the MCP engine alone.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class StartWalk {

    private static final int ROUNDS = Integer.getInteger("start.rounds", 5);

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String OTHER_JAVA = System.getProperty("start.other.java", "");
    private static final Path PLAIN = Path.of(System.getProperty("start.plain"));
    private static final Path TRAINED = Path.of(System.getProperty("start.trained", ""));
    private static final Path ENGINE = Path.of(System.getProperty("start.engine"));

    private static final List<String> OPTIONS =
            List.of("-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData");

    /** One caller makes them all. */
    private static final Map<String, String> UNLIMITED = Map.of("SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT", "0");

    private record Way(Path java, Path packaged, List<String> options) {}

    private static Map<String, Way> plainWays(Path java) {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("the engine alone", new Way(java, ENGINE, OPTIONS));
        ways.put("the package", new Way(java, PLAIN, OPTIONS));
        return ways;
    }

    private static Map<String, Way> ways() {
        Map<String, Way> ways = plainWays(JAVA);
        if (!TRAINED.toString().isEmpty()) {
            List<String> cached = new ArrayList<>(OPTIONS);
            cached.addAll(List.of("-XX:AOTCache=" + TRAINED.resolve("app.aot"), "-XX:AOTMode=on"));
            ways.put("the image's package, cache off", new Way(JAVA, TRAINED, OPTIONS));
            ways.put("the image's package, AOT cache", new Way(JAVA, TRAINED, cached));
        }
        return ways;
    }

    @Test
    void startAndMemory() throws Exception {
        Map<String, List<Measured>> here = new LinkedHashMap<>();
        Map<String, List<Measured>> other = new LinkedHashMap<>();
        try (Surroundings surroundings = new Surroundings()) {
            // the first migrates, and has the files read
            for (int round = -1; round < ROUNDS; round++) {
                measure(ways(), surroundings, round, here);
                if (!OTHER_JAVA.isEmpty()) {
                    measure(plainWays(Path.of(OTHER_JAVA)), surroundings, round, other);
                }
            }
        }
        System.out.println(Measured.table(Runtime.version().toString(), here));
        if (!OTHER_JAVA.isEmpty()) {
            System.out.println(Measured.table("in " + OTHER_JAVA, other));
        }
        assertThat(here)
                .hasSameSizeAs(ways())
                .allSatisfy((way, rounds) -> assertThat(rounds).hasSize(ROUNDS));
    }

    private static void measure(
            Map<String, Way> ways, Surroundings surroundings, int round, Map<String, List<Measured>> measured)
            throws Exception {
        for (Map.Entry<String, Way> way : ways.entrySet()) {
            Measured one = measure(way.getValue(), surroundings);
            if (round >= 0) {
                measured.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                        .add(one);
            }
        }
    }

    private static Measured measure(Way way, Surroundings surroundings) throws Exception {
        Map<String, String> settings = way.packaged().equals(ENGINE) ? Map.of() : surroundings.environment(UNLIMITED);
        try (Launch server = new Launch(way.java(), way.options(), way.packaged(), settings)) {
            return way.packaged().equals(ENGINE) ? Measured.ofTheEngine(server) : Measured.of(server);
        }
    }
}
