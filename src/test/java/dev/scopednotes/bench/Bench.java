package dev.scopednotes.bench;

import dev.scopednotes.bench.BenchmarkIssuer.Algorithm;
import dev.scopednotes.bench.Comparison.Size;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The setup of the measurements: an issuer, a database, built and started applications; warmed up before they are
 * compared.
 */
final class Bench implements AutoCloseable {

    /** This application with the measured tools, and its counterpart without this library. */
    static final String GATED = "gated";

    static final String UNGATED = "ungated";

    private static final int WARM_UP = 300_000;
    private static final int NAMED_TOOLS = 3;

    private final Map<String, BuiltApplication> built = new HashMap<>();
    private final Deque<Closeable> open = new ArrayDeque<>();
    private final Report report = new Report();
    private final Path directory = Files.createTempDirectory(Path.of("target"), "bench");
    private final MeasuredSurroundings surroundings;
    private MeasuredServer gated;
    private MeasuredServer ungated;

    private Bench() throws Exception {
        surroundings = keepOpen(new MeasuredSurroundings());
        build(GATED, UNGATED, NAMED_TOOLS);
    }

    static Bench opened() {
        try {
            return new Bench();
        } catch (Exception e) {
            throw new IllegalStateException("the benchmark cannot be set up", e);
        }
    }

    BenchmarkIssuer issuer() {
        return surroundings.issuer();
    }

    Report report() {
        return report;
    }

    EmbeddedPostgres postgres() {
        return surroundings.postgres();
    }

    /** With user and password. */
    String databaseUri() {
        return "postgresql://postgres:postgres@127.0.0.1:%d/postgres"
                .formatted(postgres().getPort());
    }

    /** A gated server that runs until the end, for classes that need no launch of their own. */
    MeasuredServer gated() throws Exception {
        if (gated == null) {
            gated = start(GATED, Map.of());
        }
        return gated;
    }

    MeasuredServer ungated() throws Exception {
        if (ungated == null) {
            ungated = start(UNGATED, Map.of());
        }
        return ungated;
    }

    /** Builds the application under one name, and the same tools without this library under the other. */
    void build(String gatedName, String ungatedName, int tools) throws Exception {
        built.put(gatedName, BuiltApplication.gated(directory.resolve(gatedName), tools));
        built.put(ungatedName, BuiltApplication.ungated(directory.resolve(ungatedName), tools));
    }

    /** A process of an application that is built, warmed up; ends with the bench at the latest. */
    MeasuredServer start(String name, Map<String, String> settings) throws Exception {
        MeasuredServer server = launch(name, settings, List.of()).listening();
        warmUp(server, name.startsWith(UNGATED) ? null : issuer().token(Algorithm.RS256));
        return server;
    }

    /**
     * The same as soon as the process is started.
     *
     * @param under a command that restricts it, such as taskset, or nothing
     */
    MeasuredServer launch(String name, Map<String, String> settings, List<String> under) throws Exception {
        return keepOpen(MeasuredServer.launch(built.get(name).runner(), surroundings.environment(settings), under));
    }

    /** Until the compiler has seen every measured path. */
    private static void warmUp(MeasuredServer server, String token) throws Exception {
        List<Request> calls = List.of(
                Request.call(ToolSources.ECHO, token, 200),
                Request.call(ToolSources.SELECT, token, 200),
                Request.call(ToolSources.FORBIDDEN, token, token == null ? 200 : 403));
        try (Load load = new Load(server, calls)) {
            load.round(WARM_UP);
        }
    }

    Comparison compare(
            String call,
            MeasuredServer server,
            Request request,
            String against,
            MeasuredServer other,
            Request otherRequest,
            Size size,
            Target target)
            throws Exception {
        try (Load load = new Load(server, request);
                Load otherLoad = new Load(other, otherRequest)) {
            return Comparison.of(call, load, against, otherLoad, size, target);
        }
    }

    <T extends Closeable> T keepOpen(T closeable) {
        open.push(closeable);
        return closeable;
    }

    @Override
    public void close() throws IOException {
        report.write();
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
