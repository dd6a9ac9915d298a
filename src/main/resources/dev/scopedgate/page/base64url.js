// Base64url without padding (RFC 7515 §2), and what goes into it.

export const utf8 = (text) => new TextEncoder().encode(text);

export const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const sha256 = (text) => crypto.subtle.digest('SHA-256', utf8(text));
