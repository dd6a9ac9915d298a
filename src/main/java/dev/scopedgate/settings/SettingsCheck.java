package dev.scopedgate.settings;

import java.util.List;

/** A bean that looks at settings of its own before the start, so that all that is wrong is said in one message. */
public interface SettingsCheck {

    /** What is missing or contradictory: the property, what it must be, and an example; never a password. */
    List<String> problems();
}
