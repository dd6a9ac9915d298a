/** Identity providers that are not ours, as issuers; needs Node, so not part of {@code verify}: src/test/walk. */
package dev.scopednotes.providers;
