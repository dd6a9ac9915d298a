/** What the build of an application checks, so that none is built without the gate. Module-internal. */
package dev.scopedgate.gate.build;
