package dev.settle.dashboards.board;

/**
 * What stands above a column.
 *
 * @param en in English
 * @param zh in Chinese
 */
public record Heading(String en, String zh) {}
