package dev.scopednotes.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The cost of a call compared with another: warmed up, in alternating rounds, so that other load affects both alike.
 */
record Comparison(
        String call,
        String against,
        Unit unit,
        List<Double> values,
        List<Double> againstValues,
        List<Double> ratios,
        Target target) {

    /** What is measured. */
    enum Unit {
        MICROS("%.0f µs"),
        MILLIS("%.1f ms"),
        CALLS_PER_SECOND("%.0f /s"),
        CPUS("%.2f"),
        BYTES("%.0f B"),
        MEBIBYTES("%.0f MiB");

        private final String format;

        Unit(String format) {
            this.format = format;
        }

        String shown(double value) {
            return String.format(Locale.ROOT, format, value);
        }
    }

    /** How often each is called. */
    record Size(int warmUp, int rounds, int callsOfARound) {
        int calls() {
            return warmUp + rounds * callsOfARound;
        }
    }

    static Comparison of(String call, Load load, String against, Load other, Size size, Target target)
            throws Exception {
        if (size.warmUp > 0) {
            load.round(size.warmUp);
            other.round(size.warmUp);
        }
        List<Double> micros = new ArrayList<>();
        List<Double> otherMicros = new ArrayList<>();
        for (int round = 0; round < size.rounds; round++) {
            micros.add(load.round(size.callsOfARound).micros());
            otherMicros.add(other.round(size.callsOfARound).micros());
        }
        return of(call, against, Unit.MICROS, micros, otherMicros, target);
    }

    /** Of values that were measured in turns. */
    static Comparison of(
            String call, String against, Unit unit, List<Double> values, List<Double> againstValues, Target target) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < values.size(); round++) {
            ratios.add(values.get(round) / againstValues.get(round));
        }
        return new Comparison(call, against, unit, values, againstValues, ratios, target);
    }

    /** The rounds of the same comparison over several launches, so that one lucky compilation does not decide. */
    static Comparison pooled(List<Comparison> launches) {
        Comparison first = launches.get(0);
        return new Comparison(
                first.call,
                first.against,
                first.unit,
                pool(launches, Comparison::values),
                pool(launches, Comparison::againstValues),
                pool(launches, Comparison::ratios),
                first.target);
    }

    private static List<Double> pool(List<Comparison> launches, Function<Comparison, List<Double>> values) {
        return launches.stream()
                .flatMap(launch -> values.apply(launch).stream())
                .toList();
    }

    double ratio() {
        return median(ratios);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
