@NullMarked
package dev.settle.dashboards;

import org.jspecify.annotations.NullMarked;
