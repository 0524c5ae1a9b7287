/** The dashboards' server: command line, configuration and start. */
@NullMarked
package dev.settle.dashboards;

import org.jspecify.annotations.NullMarked;
