package dev.scopednotes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The comparisons of all classes of a run as one Markdown table, and the machine on which they were made. */
final class Report {

    private static final Path FILE = Path.of("target", "bench.md");

    private final List<Comparison> comparisons = new ArrayList<>();

    void add(Comparison comparison) {
        comparisons.add(comparison);
    }

    void write() throws IOException {
        StringBuilder text = new StringBuilder(machine());
        text.append("| measured | value | against | value | ratio | lowest to highest round | target | reached |\n");
        text.append("| --- | ---: | --- | ---: | ---: | --- | --- | --- |\n");
        comparisons.forEach(row -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %.2f to %.2f | %s | %s |%n",
                row.call(),
                row.unit().shown(Comparison.median(row.values())),
                row.against(),
                row.unit().shown(Comparison.median(row.againstValues())),
                row.ratio(),
                Collections.min(row.ratios()),
                Collections.max(row.ratios()),
                row.target().text(),
                row.target().verdict(row))));
        Files.writeString(FILE, text);
        System.out.println(text);
    }

    private static String machine() {
        return ("CPU time of the server process for each call where nothing else is said, median of the rounds;"
                        + " %d CPUs (%s), Java %s.%n%n")
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"));
    }
}
