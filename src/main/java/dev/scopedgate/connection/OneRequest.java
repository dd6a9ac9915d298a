package dev.scopedgate.connection;

import io.netty.buffer.ByteBuf;

/**
 * Whether bytes are exactly one HTTP/1 request, whose body, if any, has one plain Content-Length, so that the decoder
 * makes one head of them. Anything unusual is not, and takes the slower path (RFC 9112 §6).
 */
final class OneRequest {

    private static final String LENGTH = "content-length";
    private static final String[] SAY_OTHERWISE = {"transfer-encoding", "upgrade"};
    private static final int MOST_DIGITS = 7;
    private static final int NOT_STATED = -1;
    private static final int NOT_PLAIN = -2;

    private OneRequest() {}

    static boolean isAllOf(ByteBuf bytes) {
        int start = bytes.readerIndex();
        // the decoder skips other bytes before the request line
        if (!bytes.isReadable() || bytes.getByte(start) < 'A' || bytes.getByte(start) > 'Z') {
            return false;
        }
        int length = NOT_STATED;
        int feed = KeptBytes.lineFeed(bytes, start);
        while (feed >= 0) {
            int line = feed + 1;
            feed = KeptBytes.lineFeed(bytes, line);
            if (feed == line || feed == line + 1 && bytes.getByte(line) == '\r') {
                return bytes.writerIndex() - feed - 1 == Math.max(length, 0);
            }
            if (feed >= 0) {
                length = length(bytes, line, feed, length);
            }
            if (length == NOT_PLAIN) {
                return false;
            }
        }
        return false;
    }

    /** The length of the body after this header line, given the length known before it. */
    private static int length(ByteBuf bytes, int line, int feed, int before) {
        byte first = bytes.getByte(line);
        int letter = first | 0x20;
        if (letter == 'c' && isName(bytes, line, feed, LENGTH)) {
            return before == NOT_STATED ? number(bytes, line + LENGTH.length(), feed) : NOT_PLAIN;
        }
        // a line that begins with a space continues the previous one
        boolean unusual = first <= ' '
                || letter == 't' && isName(bytes, line, feed, SAY_OTHERWISE[0])
                || letter == 'u' && isName(bytes, line, feed, SAY_OTHERWISE[1]);
        return unusual ? NOT_PLAIN : before;
    }

    private static boolean isName(ByteBuf bytes, int line, int feed, String name) {
        if (feed - line <= name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((bytes.getByte(line + i) | (name.charAt(i) == '-' ? 0 : 0x20)) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Parses {@code : 123} with only spaces before the end of the line. */
    private static int number(ByteBuf bytes, int colon, int feed) {
        int end = bytes.getByte(feed - 1) == '\r' ? feed - 1 : feed;
        int at = colon + 1;
        while (at < end && bytes.getByte(at) == ' ') {
            at++;
        }
        if (bytes.getByte(colon) != ':' || at == end || end - at > MOST_DIGITS) {
            return NOT_PLAIN;
        }
        int number = 0;
        for (; at < end; at++) {
            int digit = bytes.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_PLAIN;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
