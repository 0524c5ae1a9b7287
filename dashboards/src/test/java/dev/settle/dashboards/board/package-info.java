@NullMarked
package dev.settle.dashboards.board;

import org.jspecify.annotations.NullMarked;
