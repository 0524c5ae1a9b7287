@NullMarked
package dev.settle.dashboards.query;

import org.jspecify.annotations.NullMarked;
