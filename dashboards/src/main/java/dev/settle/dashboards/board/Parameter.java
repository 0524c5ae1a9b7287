package dev.settle.dashboards.board;

/**
 * A value that a panel's query asks for.
 *
 * @param name as in the query's {@code {name:Type}} and in the address
 * @param type what it must be
 * @param defaultText the value when none is given
 * @param label what a person is asked for
 */
public record Parameter(String name, ParameterType type, String defaultText, String label) {}
