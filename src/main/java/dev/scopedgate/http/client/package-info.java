/** Documents from other servers: fetched within bounds of time and size, and shown in messages safely. */
package dev.scopedgate.http.client;
