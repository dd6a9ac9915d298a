package dev.scopedgate.oauth.signatures;

import dev.scopedgate.oauth.signatures.CryptoConfig.Crypto;
import dev.scopedgate.settings.EnumSetting;
import dev.scopedgate.settings.SettingsCheck;
import jakarta.inject.Singleton;
import java.util.List;

/** Rejects unknown values of {@code scoped-gate.crypto}. */
@Singleton
class CryptoSettings implements SettingsCheck {

    private static final EnumSetting<Crypto> CRYPTO = new EnumSetting<>("scoped-gate.crypto", Crypto.class);

    private final CryptoConfig config;

    CryptoSettings(CryptoConfig config) {
        this.config = config;
    }

    @Override
    public List<String> problems() {
        return CRYPTO.problems(config.crypto());
    }

    Crypto crypto() {
        return CRYPTO.read(config.crypto());
    }
}
