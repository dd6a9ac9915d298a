package dev.scopednotes.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Surroundings;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The image of Dockerfile.jvm, started as an orchestrator starts it: that it works, and what it costs. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ImageWalk {

    private static final int ROUNDS = Integer.getInteger("image.rounds", 3);
    private static final Path ROOT = Path.of(System.getProperty("image.root"));
    private static final Path PLAIN = Path.of(System.getProperty("image.plain"));
    private static final Path JAVA = ROOT.resolve("opt/jre");
    private static final List<String> ENTRYPOINT =
            List.of(System.getProperty("image.entrypoint").split(" "));

    private static final String FITS = "-XX:AOTMode=on";
    /** The options that Java chooses by itself in a container of 768 MiB; the training had another collector. */
    private static final String SMALL = " -XX:MaxRAM=768m -XX:+UseSerialGC";

    private static final String USER = "10001:10001";

    /** One caller makes them all. */
    private static final Map<String, String> UNLIMITED = Map.of("SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT", "0");

    private static Launch image(String user, String javaOptions, Map<String, String> settings) throws Exception {
        List<String> command = new ArrayList<>(List.of("src/test/walk/image/contained", ROOT.toString(), user));
        command.addAll(ENTRYPOINT);
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("JDK_JAVA_OPTIONS", javaOptions);
        return new Launch(command, environment);
    }

    @Test
    void servesAndStopsInTime() throws Exception {
        try (Surroundings surroundings = new Surroundings();
                Launch server = image(USER, FITS + SMALL, surroundings.environment(Map.of()))) {
            Traffic traffic = new Traffic(server);
            server.until(401, traffic.stranger());
            server.until(200, traffic.reads());
            traffic.round();

            long asked = System.nanoTime();
            assertThat(server.stop()).contains("stopped in");
            assertThat(server.exitCode()).isEqualTo(143);
            // 5 s in which it is not ready, and up to 30 s for calls in flight, of which there are none
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void namesMissingSettingsForAnyUser() throws Exception {
        try (Launch server = image("12345:12345", FITS, Map.of())) {
            assertThat(server.ended()).contains("scoped-gate.resource is not set");
            assertThat(server.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void aCacheThatDoesNotFitEndsTheStartIfRequired() throws Exception {
        try (Launch server = image(USER, FITS + " -XX:-UseCompressedOops", Map.of())) {
            assertThat(server.ended()).contains("AOT cache").doesNotContain("scoped-gate.resource");
            assertThat(server.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void layersKeepTheModificationTimesOfTheTraining() throws Exception {
        List<Path> files = new ArrayList<>(ImageFiles.all(JAVA));
        files.addAll(ImageFiles.all(ROOT.resolve("opt/scoped-notes")));
        files.removeIf(Files::isDirectory);
        files.remove(ROOT.resolve("opt/scoped-notes/app.aot"));

        assertThat(files)
                .hasSizeGreaterThan(250)
                .allSatisfy(file -> assertThat(ImageFiles.time(file)).isEqualTo(ImageFiles.TIME));
    }

    @Test
    void theServerCannotChangeItsOwnFiles() throws Exception {
        List<Path> files = new ArrayList<>(ImageFiles.all(JAVA));
        files.addAll(ImageFiles.all(ROOT.resolve("opt/scoped-notes")));

        assertThat(files).allSatisfy(file -> {
            Map<String, Object> of = Files.readAttributes(file, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
            assertThat(of).containsEntry("uid", 0).containsEntry("gid", 0);
            assertThat(Files.isSymbolicLink(file) || ((int) of.get("mode") & 0022) == 0)
                    .isTrue();
        });
    }

    @Test
    void startAndMemoryComparedWithThePlainPackage() throws Exception {
        List<String> options = ENTRYPOINT.stream()
                .filter(option -> option.startsWith("-XX:") && !option.startsWith("-XX:AOTCache"))
                .toList();
        Map<String, List<Measured>> measured = new LinkedHashMap<>();
        try (Surroundings surroundings = new Surroundings()) {
            Map<String, String> settings = surroundings.environment(UNLIMITED);
            // the first migrates, and has the files read
            for (int round = -1; round < ROUNDS; round++) {
                try (Launch plain = new Launch(JAVA, options, PLAIN, settings)) {
                    note(measured, "the package", round, Measured.of(plain));
                }
                try (Launch image = image(USER, FITS, settings)) {
                    note(measured, "the image", round, Measured.of(image));
                }
            }
        }
        Properties java = new Properties();
        try (Reader release = Files.newBufferedReader(JAVA.resolve("release"))) {
            java.load(release);
        }
        System.out.println(Measured.table(java.getProperty("JAVA_VERSION").replace("\"", ""), measured));
        assertThat(measured.values()).allSatisfy(rounds -> assertThat(rounds).hasSize(ROUNDS));
    }

    private static void note(Map<String, List<Measured>> measured, String way, int round, Measured one) {
        if (round >= 0) {
            measured.computeIfAbsent(way, name -> new ArrayList<>()).add(one);
        }
    }
}
