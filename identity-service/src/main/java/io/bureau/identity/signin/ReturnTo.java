package io.bureau.identity.signin;

import java.util.regex.Pattern;

/**
 * Where to go after signing in: a path on our own origin, and nothing that any browser could read as anything else. What
 * is in doubt becomes {@code /}.
 */
final class ReturnTo {

    static final String HOME = "/";

    private static final int LENGTH = 1024;
    private static final String SIGN_IN = "/signin";
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,=:@%/-]*");
    private static final Pattern REST = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@%/?#-]*");
    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)//|%2f|%5c|%3b|%0[0-9a-f]|%1[0-9a-f]|%2e|/\\.{1,2}(/|$)");

    private ReturnTo() {}

    /** The path, or {@code /} for anything that is not plainly one. */
    static String sanitise(String wanted) {
        if (wanted == null || wanted.length() > LENGTH) {
            return HOME;
        }
        int end = endOfPath(wanted);
        var path = wanted.substring(0, end);
        boolean plain = PATH.matcher(path).matches()
                && !AMBIGUOUS.matcher(path).find()
                && REST.matcher(wanted.substring(end)).matches();
        return plain && !path.equals(SIGN_IN) && !path.startsWith("/auth/") ? wanted : HOME;
    }

    /** The same address, a sanitised one, which also tells its page what went wrong. */
    static String withError(String returnTo, String code) {
        int hash = returnTo.indexOf('#');
        var address = hash < 0 ? returnTo : returnTo.substring(0, hash);
        var fragment = hash < 0 ? "" : returnTo.substring(hash);
        return address + (address.indexOf('?') < 0 ? "?" : "&") + "error=" + code + fragment;
    }

    private static int endOfPath(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '?' || text.charAt(i) == '#') {
                return i;
            }
        }
        return text.length();
    }
}
