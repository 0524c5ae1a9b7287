package dev.settle.dashboards.board;

/**
 * Where a cell leads: to another board, asked for the cell's value.
 *
 * @param column the column of the cells
 * @param board name of the board to open; may be the panel's own
 * @param parameter name of a parameter of that board, which takes the value
 */
public record Link(String column, String board, String parameter) {}
