/** From the start of a process to its first answers: the training of the image's AOT cache, and what it gains. */
package dev.scopednotes.start;
