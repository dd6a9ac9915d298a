/** Checks of settings at the start, and types for settings. Every package may use it; it uses none. */
package dev.scopedgate.settings;
