/** Boards and panels as their SQL files describe them; knows no web and no database. */
@NullMarked
package dev.settle.dashboards.board;

import org.jspecify.annotations.NullMarked;
