package dev.scopedgate.dev.idp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ShortLivedTest {

    private Instant now = Instant.EPOCH;
    private final ShortLived<String> codes = new ShortLived<>(Duration.ofSeconds(60), () -> now);

    @Test
    void aValueCanBeTakenOnce() {
        String key = codes.put("value");

        assertThat(codes.take(key)).contains("value");
        assertThat(codes.take(key)).isEmpty();
    }

    @Test
    void aValueCanBeTakenUntilItExpires() {
        String inTime = codes.put("value");
        String late = codes.put("value");

        now = Instant.EPOCH.plusMillis(59_999);
        assertThat(codes.take(inTime)).contains("value");
        now = Instant.EPOCH.plusSeconds(60);
        assertThat(codes.take(late)).isEmpty();
    }
}
