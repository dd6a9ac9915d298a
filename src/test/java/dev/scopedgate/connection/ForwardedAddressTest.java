package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which address is taken from X-Forwarded-For. */
class ForwardedAddressTest {

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7",
                "203.0.113.7:4711 | 203.0.113.7",
                "' 203.0.113.7 , 10.0.0.1' | 203.0.113.7",
                "', 1.2.3.4' | 1.2.3.4",
                "',, ,1.2.3.4,' | 1.2.3.4",
                "unknown, 1.2.3.4 | 1.2.3.4",
                "_hidden, 1.2.3.4 | 1.2.3.4",
                "client.example, 1.2.3.4 | 1.2.3.4",
                "256.1.1.1, 1.2.3.4 | 1.2.3.4",
                "1.2.3.4:http:80, 1.2.3.5 | 1.2.3.5",
                "2001:db8::1 | 2001:db8::1",
                "[2001:db8::1] | 2001:db8::1",
                "[2001:db8::1]:4711 | 2001:db8::1",
                "'\"[2001:db8::1]:4711\"' | 2001:db8::1",
                "[2001:DB8:0:0:0:0:0:1]:_port | 2001:db8::1",
                "[2001:db8::1, 1.2.3.4 | 1.2.3.4",
                "[2001:db8::1]x, 1.2.3.4 | 1.2.3.4",
                "fe80::1%eth0 | fe80::1",
                "::ffff:203.0.113.7 | 203.0.113.7",
                "[::ffff:203.0.113.7]:80 | 203.0.113.7"
            })
    void usesTheFirstEntryThatIsAnAddress(String value, String address) {
        assertThat(ForwardedAddress.first(List.of(value))).contains(address);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", ",", " , ,", "unknown", "_x", "[]", "[", ":", "::x", "1.2.3", "evil.example"})
    void ignoresEntriesThatAreNotAddresses(String value) {
        assertThat(ForwardedAddress.first(List.of(value))).isEmpty();
    }

    @Test
    void readsSeveralHeadersInOrder() {
        assertThat(ForwardedAddress.first(List.of("unknown", ", 1.2.3.4", "5.6.7.8")))
                .contains("1.2.3.4");
    }

    @Test
    void readsAVeryLongListInLinearTime() {
        assertThat(ForwardedAddress.first(List.of(",".repeat(1_000_000) + "x".repeat(1_000_000) + ",1.2.3.4")))
                .contains("1.2.3.4");
    }
}
