/** What a stranger's HTTP must look like: Host and Origin, the JSON-RPC envelope, no sessions, bounds on what is held. */
package dev.scopednotes.transport;
