package dev.settle.dashboards.board;

import org.jspecify.annotations.Nullable;

/**
 * A value that a panel's query asks for.
 *
 * @param name as in the query's {@code {name:Type}} and in the address
 * @param type what it must be
 * @param defaultText the value when none is given
 * @param label what a person is asked for, in English
 * @param labelZh the same in Chinese; null: there is none
 */
public record Parameter(
    String name, ParameterType type, String defaultText, String label, @Nullable String labelZh) {}
