/** What a native executable is built from holds what the application reaches by reflection. */
package dev.scopednotes.nativeimage;
