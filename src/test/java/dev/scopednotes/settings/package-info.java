/** The settings that settings.md lists: generated from the interfaces that read them, and compared. */
package dev.scopednotes.settings;
