package dev.settle.batch.sharing;

/**
 * An error of a set of rule sets.
 *
 * @param place path in the rules, such as {@code ruleSets[0].receivers[2]}
 * @param message what is wrong and what would be right
 */
public record RuleError(String place, String message) {}
