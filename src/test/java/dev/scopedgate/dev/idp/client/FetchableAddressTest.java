package dev.scopedgate.dev.idp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchableAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450::1"
            })
    void acceptsAPublicAddress(String address) throws UnknownHostException {
        assertThat(allows(false, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "100::1"
            })
    void refusesAPrivateAddress(String address) throws UnknownHostException {
        assertThat(allows(false, address)).isFalse();
        assertThat(allows(true, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "127.1", "2130706433", "::1", "::ffff:127.0.0.1", "localhost"})
    void acceptsThisMachineOnlyIfConfigured(String host) throws UnknownHostException {
        assertThat(allows(true, host)).isTrue();
        assertThat(allows(false, host)).isFalse();
        assertThat(new FetchableAddress(true).of(host).isLoopbackAddress()).isTrue();
        assertThatThrownBy(() -> new FetchableAddress(false).of(host)).isInstanceOf(OAuthError.class);
    }

    @Test
    void refusesANameWithoutAnAddress() {
        assertThatThrownBy(() -> new FetchableAddress(true).of("no-such-host.invalid"))
                .isInstanceOf(UnknownHostException.class);
    }

    private static boolean allows(boolean loopback, String address) throws UnknownHostException {
        return new FetchableAddress(loopback).allows(InetAddress.getByName(address));
    }
}
