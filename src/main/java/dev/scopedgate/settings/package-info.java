/** Checks of settings at the start, and the types of settings; everything else may use it and it uses nothing. */
package dev.scopedgate.settings;
