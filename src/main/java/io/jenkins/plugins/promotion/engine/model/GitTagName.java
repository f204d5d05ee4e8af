package io.jenkins.plugins.promotion.engine.model;

import java.util.regex.Pattern;

/** What Git takes for the name of a tag: the rules of {@code git check-ref-format}, and those of {@code git tag} itself. */
final class GitTagName {
    private static final int LONGEST = 200;
    private static final Pattern UNFIT = Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]");

    private GitTagName() {}

    /** Why Git does not take the name, as a phrase; {@code null} when it does. */
    static String fault(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return "Git tags have 1 to " + LONGEST + " characters here";
        } else if (UNFIT.matcher(name).find()) {
            return "no Git tag has blanks, control characters, or any of ~ ^ : ? * [ \\";
        } else if (name.startsWith("-") || name.equals("HEAD")) {
            return "no Git tag starts with '-' or is 'HEAD'";
        } else if (name.contains("..") || name.contains("@{") || name.endsWith(".")) {
            return "no Git tag has '..' or '@{', or ends with '.'";
        }
        for (String part : name.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
                return "between '/' no part of a Git tag is empty, starts with '.' or ends with '.lock'";
            }
        }
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (Character.isSurrogate(letter) && !isPair(name, i)) {
                return "a Git tag is text, and half of a character is none";
            }
        }
        return null;
    }

    private static boolean isPair(String name, int at) {
        return Character.isHighSurrogate(name.charAt(at))
                ? at + 1 < name.length() && Character.isLowSurrogate(name.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(name.charAt(at - 1));
    }
}
