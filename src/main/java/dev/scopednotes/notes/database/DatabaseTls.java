package dev.scopednotes.notes.database;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The TLS parameters of the database URL, named as in libpq, so that both drivers verify alike: JDBC reads {@code
 * sslmode} and {@code sslrootcert}, the reactive driver only {@code sslmode}.
 *
 * @param mode {@code sslmode}
 * @param rootCertificate {@code sslrootcert}, a file of PEM certificates
 */
record DatabaseTls(Optional<String> mode, Optional<String> rootCertificate) {

    private static final String MODE = "sslmode";
    private static final String ROOT_CERTIFICATE = "sslrootcert";
    private static final String VERIFY_FULL = "verify-full";

    /**
     * Keeps both values of a repeated parameter, joined by {@code &}, so that it is refused: each driver could use
     * another one.
     */
    static DatabaseTls of(String url) {
        String query = Optional.ofNullable(URI.create(url).getQuery()).orElse("");
        return new DatabaseTls(parameter(query, MODE), parameter(query, ROOT_CERTIFICATE));
    }

    private static Optional<String> parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(parameter -> parameter.startsWith(name + "="))
                .map(parameter -> parameter.substring(name.length() + 1))
                .reduce((first, second) -> first + "&" + second);
    }

    /** Refuses a certificate without verification, or the reverse: neither would verify the server. */
    List<String> problems() {
        if (Stream.of(mode, rootCertificate).flatMap(Optional::stream).anyMatch(value -> value.contains("&"))) {
            return List.of(DatabaseSettings.URL + ": sslmode and sslrootcert may each be given once");
        }
        boolean verifies = mode.filter(VERIFY_FULL::equals).isPresent();
        if (mode.isPresent() && mode.get().startsWith("verify-") && !verifies) {
            return List.of(DatabaseSettings.URL + ": the only verifying sslmode accepted is " + VERIFY_FULL);
        }
        if (verifies != rootCertificate.isPresent()) {
            return List.of(DatabaseSettings.URL + ": sslmode=verify-full and sslrootcert go together, for example"
                    + " postgresql://host:5432/notes?sslmode=verify-full&sslrootcert=/run/database-ca/ca.crt");
        }
        return rootCertificate.filter(file -> !Files.isReadable(Path.of(file))).stream()
                .map(file -> DatabaseSettings.URL + ": sslrootcert must be a readable file")
                .toList();
    }

    void applyTo(PgConnectOptions options) {
        // the driver would send it as a session parameter, which the server refuses
        options.getProperties().remove(ROOT_CERTIFICATE);
        rootCertificate.ifPresent(file -> options.setPemTrustOptions(new PemTrustOptions().addCertPath(file))
                .setHostnameVerificationAlgorithm("HTTPS"));
    }
}
