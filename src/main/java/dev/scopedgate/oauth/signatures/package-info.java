/** Signatures of tokens and proofs, verified by the JDK or by the library that the application has for it. */
package dev.scopedgate.oauth.signatures;
