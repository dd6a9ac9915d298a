package dev.scopedgate.testsupport;

import static io.restassured.RestAssured.given;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What Prometheus reads: each series, its labels in the order of their names, with its value. */
public record Scrape(Map<String, Double> series) {

    private static final Pattern LINE = Pattern.compile("(?m)^([a-zA-Z_:]\\w*)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    public static Scrape of(URI metrics) {
        Map<String, Double> series = new LinkedHashMap<>();
        LINE.matcher(given().get(metrics).asString())
                .results()
                .forEach(line -> series.put(name(line), Double.valueOf(line.group(3))));
        return new Scrape(series);
    }

    private static String name(MatchResult line) {
        if (line.group(2) == null) {
            return line.group(1);
        }
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(line.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return line.group(1)
                + labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    /** The value of the series; fails if there is none. */
    public double value(String name) {
        if (!series.containsKey(name)) {
            throw new AssertionError("no series " + name + " in\n" + String.join("\n", series.keySet()));
        }
        return series.get(name);
    }
}
