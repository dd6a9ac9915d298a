package dev.scopedgate.settings;

import java.util.List;

/** A bean that checks its settings before the start, so that one message reports all problems. */
public interface SettingsCheck {

    /** Each missing or contradictory setting: the property, its valid values, and an example; never a password. */
    List<String> problems();

    /** The end of a message: how to set that property in the environment. */
    static String example(String property, Object value) {
        return "for example " + UnknownEnvironment.variable(property) + "=" + value;
    }
}
