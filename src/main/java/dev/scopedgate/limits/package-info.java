/** How much one caller, one address and all of them together may ask for: 429 and 503 before anything is done. */
package dev.scopedgate.limits;
