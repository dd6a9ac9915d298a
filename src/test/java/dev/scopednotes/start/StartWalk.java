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
 * How long the first answers take, and how much memory the server then has: the plain package compared with the
 * image's.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class StartWalk {

    private static final int ROUNDS = Integer.getInteger("start.rounds", 5);

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final Path PLAIN = Path.of(System.getProperty("start.plain"));
    private static final Path TRAINED = Path.of(System.getProperty("start.trained"));

    private static final List<String> OPTIONS =
            List.of("-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData");

    /** One caller makes them all. */
    private static final Map<String, String> UNLIMITED = Map.of("SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT", "0");

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
        System.out.println(Measured.table(Runtime.version().toString(), measured));
        assertThat(measured)
                .hasSize(3)
                .allSatisfy((way, rounds) -> assertThat(rounds).hasSize(ROUNDS));
    }

    private static Measured measure(Way way, Surroundings surroundings) throws Exception {
        try (Launch server = new Launch(JAVA, way.options(), way.packaged(), surroundings.environment(UNLIMITED))) {
            return Measured.of(server);
        }
    }
}
