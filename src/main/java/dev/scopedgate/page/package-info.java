/** The page for people at {@code GET /}: how to connect, and what a token reaches. */
package dev.scopedgate.page;
