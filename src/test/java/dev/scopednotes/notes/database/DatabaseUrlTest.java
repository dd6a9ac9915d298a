package dev.scopednotes.notes.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.settings.DurationSetting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @ParameterizedTest(name = "accepted: {0}")
    @ValueSource(
            strings = {
                "postgresql://db/notes",
                "postgresql://db.example.com:5432/notes",
                "postgresql://127.0.0.1:5432/notes?sslmode=require",
                "postgresql://127.0.0.1:5432/notes?sslmode=verify-full&sslrootcert=pom.xml",
                "postgresql://[::1]:5432/notes"
            })
    void acceptsACompleteUrlAndShowsItWithoutItsQuery(String url) {
        assertThat(problems(url)).isEmpty();
        assertThat(DatabaseSettings.shown(url)).isEqualTo(url.replaceAll("\\?.*", ""));
    }

    @ParameterizedTest(name = "would verify nothing: {0}")
    @ValueSource(
            strings = {
                "postgresql://db:5432/notes?sslmode=verify-full",
                "postgresql://db:5432/notes?sslmode=verify-full&sslrootcert=pom.xml&sslmode=require",
                "postgresql://db:5432/notes?sslrootcert=pom.xml",
                "postgresql://db:5432/notes?sslmode=require&sslrootcert=pom.xml",
                "postgresql://db:5432/notes?sslmode=verify-ca&sslrootcert=pom.xml",
                "postgresql://db:5432/notes?sslmode=verify-full&sslrootcert=absent.crt"
            })
    void sslmodeVerifyFullAndSslrootcertGoTogether(String url) {
        assertThat(problems(url)).singleElement().asString().startsWith("scoped-notes.database.url: ");
    }

    @ParameterizedTest(name = "refused: {0}")
    @ValueSource(
            strings = {
                "",
                "jdbc:postgresql://db:5432/notes",
                "postgres://db:5432/notes",
                "mysql://db:3306/notes",
                "postgresql://db:5432",
                "postgresql://db:5432/",
                "postgresql:///notes",
                "postgresql://me:s3cret@db:5432/notes",
                "postgresql://db:5432/no tes",
                "db:5432/s3cret"
            })
    void refusesAnyOtherUrlByTheSettingsNameWithoutItsValue(String url) {
        assertThat(problems(url))
                .singleElement()
                .asString()
                .startsWith("scoped-notes.database.url ")
                .contains("postgresql://")
                .doesNotContain("s3cret");
    }

    private static List<String> problems(String url) {
        return new DatabaseSettings(new DatabaseConfig() {
                    @Override
                    public Optional<String> url() {
                        return Optional.of(url);
                    }

                    @Override
                    public Optional<String> username() {
                        return Optional.of("notes");
                    }

                    @Override
                    public Optional<String> password() {
                        return Optional.empty();
                    }

                    @Override
                    public DurationSetting timeout() {
                        return new DurationSetting("3s");
                    }

                    @Override
                    public String migrate() {
                        return "at-start";
                    }

                    @Override
                    public Optional<String> servingRole() {
                        return Optional.empty();
                    }
                })
                .problems();
    }
}
