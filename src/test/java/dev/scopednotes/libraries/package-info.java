/** What ships is at no version for which a public advisory is known: library-floors.tsv, held against the package and the images. */
package dev.scopednotes.libraries;
