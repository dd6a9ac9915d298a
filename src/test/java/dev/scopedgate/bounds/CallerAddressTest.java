package dev.scopedgate.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses count as one caller. */
class CallerAddressTest {

    private static CallerAddress of(String address) {
        return CallerAddress.of(SocketAddress.inetSocketAddress(1, address));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "192.0.2.1, ::ffff:192.0.2.1",
        "2001:db8:0:1::1, 2001:db8:0:1:ffff:ffff:ffff:ffff",
        "2001:db8:0:1::1, 2001:DB8:0:1:0:0:0:2",
        "unknown, _hidden"
    })
    void theseAddressesCountAsOne(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "192.0.2.1, 192.0.2.2",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2",
        "2001:db8:0:1::1, 2001:db8:0:2::1",
        "0.0.0.1, ::1",
        "192.0.2.1, unknown"
    })
    void theseAddressesCountAsTwo(String one, String other) {
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    @Test
    void callersWithoutAnAddressCountAsOne() {
        assertThat(CallerAddress.of(null)).isEqualTo(CallerAddress.of(SocketAddress.domainSocketAddress("/run/a")));
    }
}
