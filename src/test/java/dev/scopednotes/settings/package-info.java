/** The settings that README lists: made from the interfaces that read them, and compared. */
package dev.scopednotes.settings;
