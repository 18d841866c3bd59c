package org.polymeter.gateway.query;

/** Which names are meant: {@code *} stands for any part of one. */
record NamePattern(String text) {

    /** In a time that grows with the lengths only, whatever is asked. */
    boolean matches(String name) {
        int at = 0;
        int inName = 0;
        int star = -1;
        int afterStar = 0;
        while (inName < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                afterStar = inName;
            } else if (at < text.length() && text.charAt(at) == name.charAt(inName)) {
                at++;
                inName++;
            } else if (star >= 0) { // the star takes one more
                at = star + 1;
                inName = ++afterStar;
            } else {
                return false;
            }
        }
        return text.substring(at).chars().allMatch(rest -> rest == '*');
    }
}
