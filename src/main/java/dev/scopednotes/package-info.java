/**
 * The way of a request: {@code transport} asks whether it looks like one of ours, {@code oauth} whose token it carries,
 * {@code gate} whether that token carries the scope, {@code notes} does what was asked for. Dependencies point that way
 * back, {@code notes -> gate -> oauth} and {@code transport -> gate}; {@code audit} watches gate and oauth, and nothing
 * points at it; nor does anything at {@code dev}, which stands in for database and identity provider while there are none,
 * and does not ship.
 */
package dev.scopednotes;
