package dev.scopednotes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.bench.Comparison.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Measures a page of notes against a handler of Vert.x that reads the same rows and gives the same answer. */
@Order(6)
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@ExtendWith(BenchmarkRun.class)
class PageOfNotesBenchmark {

    private static final String BARE = "a bare Vert.x handler";
    private static final Target READING = Target.atMost(1.3);
    private static final int LAUNCHES = 3;
    private static final Size EACH_LAUNCH = new Size(60_000, 5, 4_000);

    @TempDir
    static Path directory;

    @Test
    void aPageOfNotesComparedWithABareHandler(Bench bench) throws Exception {
        Map<String, List<Comparison>> rows = new LinkedHashMap<>();
        for (int launch = 0; launch < LAUNCHES; launch++) {
            try (MeasuredServer server =
                            bench.launch(Bench.GATED, Map.of(), List.of()).listening();
                    MeasuredServer bare = MeasuredServer.start(
                            directory, BareNotes.class, List.of(bench.databaseUri(), StoredNotes.statement()))) {
                for (int notes : List.of(1, 10, 50)) {
                    StoredNotes stored = new StoredNotes(notes);
                    stored.store(bench.postgres());
                    Request request = Request.page(stored.user(), StoredNotes.token(stored.user()));
                    theSameAnswer(server, bare, request);
                    compare(bench, rows, "`read_notes`, %d notes".formatted(notes), server, request, bare);
                }
                StoredNotes stored = new StoredNotes(10);
                Request modern = Request.modernPage(stored.user(), StoredNotes.token(stored.user()));
                compare(bench, rows, "`read_notes`, 10 notes, 2026-07-28", server, modern, bare);
            }
        }
        rows.values().forEach(launches -> bench.report().add(Comparison.pooled(launches)));
    }

    private static void compare(
            Bench bench,
            Map<String, List<Comparison>> rows,
            String call,
            MeasuredServer server,
            Request request,
            MeasuredServer bare)
            throws Exception {
        rows.computeIfAbsent(call, row -> new ArrayList<>())
                .add(bench.compare(call, server, request, BARE, bare, request, EACH_LAUNCH, READING));
    }

    private static void theSameAnswer(MeasuredServer server, MeasuredServer bare, Request request) throws Exception {
        try (KeptConnection one = new KeptConnection(server.port());
                KeptConnection other = new KeptConnection(bare.port())) {
            assertThat(one.send(request)).isEqualTo(other.send(request));
        }
    }
}
